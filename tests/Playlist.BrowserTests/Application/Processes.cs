using System.Net.Http.Json;
using Playlist.Testing;

namespace Playlist.BrowserTests.Application;

/// <summary>The song server, at one port however often it is started.</summary>
/// <param name="httpPort">For its health.</param>
internal sealed class ServerProcess(DirectoryInfo music, DirectoryInfo data, Uri broker, int port, int httpPort)
    : KillableService("Playlist.Server", [$"--Library:Path={music.FullName}", $"--Storage:Folder={data.FullName}", $"--SongServer:Port={port}", $"--ConnectionStrings:messaging={broker}"], $"http://127.0.0.1:{httpPort}")
{
    public override string ToString() => "the song server";
}

internal sealed class NotifierProcess(DirectoryInfo data, Uri broker)
    : KillableService("Playlist.Notifier", [$"--Storage:Folder={data.FullName}", $"--ConnectionStrings:messaging={broker}"])
{
    public async Task PublishAsync(string artist, string message, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage { Content = JsonContent.Create(new { artist, message }) };
        using var response = await PostAsync("/updates", request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public override string ToString() => "the notifier";
}

/// <summary>A named client that serves the page, at one address however often it is started.</summary>
internal sealed class ClientProcess(string name, DirectoryInfo data, int server, Uri broker, int port)
    : KillableService(
        "Playlist.Client",
        ["serve", $"--Storage:Folder={data.FullName}", $"--ConnectionStrings:messaging={broker}", $"--Client:Name={name}", $"--SongClient:Server=127.0.0.1:{server}", "--SongClient:RequestTimeout=00:00:05"],
        $"http://127.0.0.1:{port}")
{
    public Uri Address { get; } = new($"http://127.0.0.1:{port}");

    public override string ToString() => name;
}
