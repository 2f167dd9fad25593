using System.Globalization;
using Playlist.Testing;

namespace Playlist.BrowserTests.Application;

/// <summary>A song server with many songs, and a client of it.</summary>
internal sealed class LargeLibrary : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playlist-large-");
    private readonly ServerProcess _server;

    private LargeLibrary(Uri broker)
    {
        var port = RunningPlaylist.FreePort();
        _server = new ServerProcess(_folder.CreateSubdirectory("music"), _folder.CreateSubdirectory("server"), broker, port, RunningPlaylist.FreePort());
        Client = new ClientProcess("library", _folder.CreateSubdirectory("client"), port, broker, RunningPlaylist.FreePort());
        foreach (var process in (KillableService[])[_server, Client])
        {
            process.Environment["HOME"] = _folder.FullName;
        }
    }

    public ClientProcess Client { get; }

    /// <param name="songs">How many: <c>Song 0000</c> and so on.</param>
    public static async Task<LargeLibrary> StartAsync(RunningPlaylist playlist, int songs, CancellationToken cancellationToken)
    {
        var library = new LargeLibrary(playlist.Broker);
        var album = library._folder.CreateSubdirectory("music/The Many/Everything");
        for (var i = 0; i < songs; i++)
        {
            MusicFolder.WriteSilence(Path.Combine(album.FullName, string.Create(CultureInfo.InvariantCulture, $"Song {i:D4}.wav")), seconds: 1, sample: i);
        }

        await Task.WhenAll(library._server.StartAsync(cancellationToken), library.Client.StartAsync(cancellationToken));
        await Task.WhenAll(library._server.WhenHealthyAsync(cancellationToken), library.Client.WhenHealthyAsync(cancellationToken));
        return library;
    }

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        _server.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
