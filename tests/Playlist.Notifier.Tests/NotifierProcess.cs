using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Playlist.Notifier.Updates;
using Playlist.Testing;

namespace Playlist.Notifier.Tests;

/// <summary>The notifier's program, in a process that can be killed.</summary>
internal sealed class NotifierProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;

    private NotifierProcess(Process process, HttpClient http) => (_process, _http) = (process, http);

    public static async Task<NotifierProcess> StartAsync(DirectoryInfo folder, Uri broker, CancellationToken cancellationToken)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://{listener.LocalEndpoint}");
        listener.Stop();
        var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            ["exec", typeof(NotifierOptions).Assembly.Location, $"--urls={address}", $"--ConnectionStrings:messaging={broker}", $"--Storage:Folder={folder.FullName}", "--Logging:LogLevel:Default=None"]))!;
        var started = new NotifierProcess(process, new HttpClient { BaseAddress = address });
        await Eventually.GetAsync(started.TryAskAsync, "the notifier's process", cancellationToken);
        return started;
    }

    public async Task<string> AcceptAsync(string artist, string message, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync("/updates", new { artist, message }, cancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("id").GetString()!;
    }

    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync(CancellationToken.None);
        _process.Dispose();
        _http.Dispose();
    }

    private async Task<object?> TryAskAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _http.GetStringAsync(new Uri("/alive", UriKind.Relative), cancellationToken);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
