using Microsoft.Extensions.Options;

namespace Playlist.Server.Library;

/// <summary>Holds the catalogue. It is there before the server listens.</summary>
internal sealed class SongLibrary(IOptions<LibraryOptions> options) : IHostedService
{
    private Catalogue? _current;

    /// <exception cref="InvalidOperationException">The host has not been started.</exception>
    public Catalogue Current => _current ?? throw new InvalidOperationException("The library is not loaded yet.");

    /// <exception cref="StartupException">The catalogue or a file it names is missing or damaged.</exception>
    public async Task StartAsync(CancellationToken cancellationToken) =>
        _current = await CatalogueFile.LoadAsync(Path.Combine(AppContext.BaseDirectory, options.Value.Folder), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
