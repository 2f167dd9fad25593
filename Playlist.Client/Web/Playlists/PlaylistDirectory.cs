using Playlist.Client.Playlists;
using Playlist.Client.Songs;
using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Web.Playlists;

/// <summary>The playlists by name, as a tab shows them: asked for anew whenever one was written.</summary>
internal sealed class PlaylistDirectory : IDisposable
{
    private readonly SongClient _client;
    private readonly PlaylistChanges _changes;
    private readonly SemaphoreSlim _asking = new(1, 1);
    private int _outdated = 1;

    public PlaylistDirectory(SongClient client, PlaylistChanges changes)
    {
        (_client, _changes) = (client, changes);
        _changes.Announced += Hear;
        _changes.Missed += Outdate;
    }

    /// <summary>A playlist was written, by anybody: <see cref="RefreshAsync"/> shows it.</summary>
    public event Action? Outdated;

    /// <summary>At most <see cref="SongProtocol.MaxListLimit"/> of them.</summary>
    public IReadOnlyList<PlaylistSummary> Playlists { get; private set; } = [];

    /// <summary>How many there are in all.</summary>
    public int Total { get; private set; }

    /// <summary>Asks for them, unless they are known.</summary>
    /// <inheritdoc cref="SongClient.PlayAsync" path="/exception"/>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (Interlocked.Exchange(ref _outdated, 0) == 1)
            {
                await AskAsync(cancellationToken);
            }
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>They are to be asked for anew.</summary>
    public void Outdate()
    {
        Volatile.Write(ref _outdated, 1);
        Outdated?.Invoke();
    }

    public void Dispose()
    {
        _changes.Announced -= Hear;
        _changes.Missed -= Outdate;
        _asking.Dispose();
    }

    private void Hear(PlaylistChange change) => Outdate();

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            var page = await _client.GetPlaylistsAsync(offset: 0, SongProtocol.MaxListLimit, cancellationToken);
            (Playlists, Total) = (page.Playlists ?? [], page.Total ?? 0);
        }
        catch
        {
            Volatile.Write(ref _outdated, 1);
            throw;
        }
    }
}
