using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Playlist.Server.Library;
using Playlist.Server.Library.Scanning;
using Playlist.Server.Library.Tags;
using Playlist.Server.Storage;
using Playlist.Server.Tests.Hosting;
using Playlist.Testing;

namespace Playlist.Server.Tests.Library;

/// <summary>A server with a library of real files, and a look inside.</summary>
internal sealed class LibraryServer : IAsyncDisposable
{
    /// <summary>A setting. Of the song server's own address, any port would be the song server's.</summary>
    public const string WithHttp = "urls=http://0.0.0.0:0";

    private readonly SongServer _server;

    private LibraryServer(SongServer server) => _server = server;

    public SongServer Server => _server;

    public CountingReader Reader => (CountingReader)_server.Services.GetRequiredService<ITagReader>();

    public IReadOnlyList<LibrarySong> Songs => [.. _server.Services.GetRequiredService<SongLibrary>().Current.Songs.Select(song => song.Library).OrderBy(song => song.Path, StringComparer.Ordinal)];

    public IEnumerable<string> Paths => Songs.Select(song => song.Path);

    public Dictionary<string, string> Ids => Songs.ToDictionary(song => song.Path, song => song.Id);

    public LibraryStatus Status => _server.Services.GetRequiredService<LibraryStatus>();

    public Database Database => _server.Services.GetRequiredService<Database>();

    /// <summary>Where it answers HTTP, when it was started with <see cref="WithHttp"/>.</summary>
    public Uri Http
    {
        get
        {
            var addresses = _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
            return new UriBuilder(addresses.Single(url => url.Contains("0.0.0.0", StringComparison.Ordinal))) { Host = "127.0.0.1" }.Uri;
        }
    }

    /// <param name="before">Done before each file is read.</param>
    public static async Task<LibraryServer> StartAsync(SongFolder folder, CancellationToken cancellationToken, Func<string, CancellationToken, Task>? before = null, params string[] settings)
    {
        var server = await SongServer.StartAsync(
            [folder.Setting, $"Storage:Folder={folder.Data}", "Library:SettleTime=00:00:00.2", .. settings],
            cancellationToken,
            services =>
            {
                services.AddSingleton<TagReader>();
                services.AddSingleton<ITagReader>(provider => new CountingReader(provider.GetRequiredService<TagReader>()) { Before = before ?? ((_, _) => Task.CompletedTask) });
            });
        return new LibraryServer(server);
    }

    /// <summary>Scans everything, and waits for the end.</summary>
    public async Task ScanAsync(CancellationToken cancellationToken, bool believesEmpty = false)
    {
        var before = Status.Scan.Finished;
        await _server.Services.GetRequiredService<ScanRequests>().StartAsync(believesEmpty, cancellationToken);
        await WhenAsync(() => Status.Scan is { Running: false } scan && scan.Finished != before, "the scan's end", cancellationToken);
    }

    /// <summary>Asks for a scan.</summary>
    public Task StartScanAsync(CancellationToken cancellationToken) => _server.Services.GetRequiredService<ScanRequests>().StartAsync(believesEmpty: false, cancellationToken);

    public Task CancelScanAsync(CancellationToken cancellationToken) => _server.Services.GetRequiredService<ScanRequests>().CancelAsync(cancellationToken);

    public Task WhenPathsAsync(CancellationToken cancellationToken, params string[] paths) =>
        WhenAsync(() => Paths.SequenceEqual(paths), string.Join(", ", paths), cancellationToken);

    public static Task WhenAsync(Func<bool> condition, string what, CancellationToken cancellationToken) =>
        Eventually.GetAsync(_ => Task.FromResult(condition() ? "" : null), what, cancellationToken);

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
