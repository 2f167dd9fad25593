using Playlist.Client.Playlists;
using Playlist.Client.Songs;
using Playlist.Protocol.Playlists;

namespace Playlist.Client.Consoles;

/// <summary>The playlist that is open in the console: as it was shown last, which is what a person's numbers mean. What others write is shown as they do.</summary>
internal sealed class PlaylistView(ITranscript transcript, OpenPlaylists playlists, SongClient client) : IAsyncDisposable
{
    // One after the other: a write of one's own, with all that comes of it, and a change by others.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private OpenPlaylist? _open;
    private CancellationTokenSource? _closing;
    private Task _watching = Task.CompletedTask;
    private volatile WholePlaylist? _shown;

    /// <summary>As it was shown last; <see langword="null"/> when none is open.</summary>
    public WholePlaylist? Playlist => _shown;

    /// <exception cref="UsageException">None is open.</exception>
    public WholePlaylist Required => _shown ?? throw new UsageException("No playlist is open: open one with playlist NAME, or make one with create NAME.");

    /// <inheritdoc cref="OpenPlaylists.OpenAsync"/>
    public async Task<WholePlaylist> OpenAsync(string playlist, CancellationToken cancellationToken)
    {
        var open = await playlists.OpenAsync(playlist, cancellationToken);
        await CloseAsync();
        var shown = open.Current;
        (_open, _shown, _closing) = (open, shown, new CancellationTokenSource());
        _watching = WatchAsync(open, _closing.Token);
        return shown;
    }

    /// <summary>Writes to the playlist. What is shown is what it is afterwards, also when nothing was written because of a conflict.</summary>
    /// <param name="seen">What the write is meant for.</param>
    /// <returns>The playlist as it is after the write.</returns>
    /// <exception cref="UsageException">The write is made, but not the rest.</exception>
    /// <inheritdoc cref="PlaylistWrites.RemoveFromPlaylistAsync" path="/exception"/>
    public async Task<WholePlaylist> WriteAsync(WholePlaylist seen, Func<PlaylistSummary, Task<PlaylistSummary>> write, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var written = await write(seen.Summary);
            try
            {
                var shown = await client.GetWholePlaylistAsync(written.Id, cancellationToken);
                if (shown.Summary.Version > written.Version)
                {
                    transcript.WriteLine(TerminalText.Clean($"playlist {shown.Summary.Name}: others have changed it too. It is shown by: playlist"), LineKind.Update);
                }

                return _shown = shown;
            }
            catch (SongServerUnavailableException exception)
            {
                throw new UsageException($"It is done, but how the playlist is now cannot be seen. {exception.Message}");
            }
        }
        catch (PlaylistConflictException)
        {
            _shown = await client.GetWholePlaylistAsync(seen.Summary.Id, cancellationToken);
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <returns>What was deleted.</returns>
    /// <inheritdoc cref="PlaylistWrites.WriteToNewestAsync" path="/exception"/>
    public async Task<PlaylistSummary> DeleteAsync(CancellationToken cancellationToken)
    {
        var seen = Required;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var deleted = await client.WriteToNewestAsync(seen.Summary.Id, newest => client.DeletePlaylistAsync(newest.Id, newest.Version, cancellationToken), cancellationToken);
            await CloseAsync();
            return deleted;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task CloseAsync()
    {
        if (_open is not null && _closing is not null)
        {
            await _closing.CancelAsync();
            await _watching;
            await _open.DisposeAsync();
            _closing.Dispose();
        }

        (_open, _shown, _closing) = (null, null, null);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _turn.Dispose();
    }

    private async Task WatchAsync(OpenPlaylist open, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var playlist in open.WatchAsync(cancellationToken))
            {
                await ShowAsync(playlist, cancellationToken);
            }

            // Not when it is deleted here, which closes it before the turn is over.
            await _turn.WaitAsync(cancellationToken);
            _shown = null;
            transcript.WriteLine(TerminalText.Clean($"playlist {open.Current.Summary.Name}: deleted, and so it is closed"), LineKind.Update);
            _turn.Release();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Closed.
        }
    }

    private async Task ShowAsync(WholePlaylist playlist, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_shown is { } shown && playlist.Summary.Version > shown.Summary.Version)
            {
                _shown = playlist;
                foreach (var difference in PlaylistDifference.Describe(shown, playlist))
                {
                    transcript.WriteLine(TerminalText.Clean($"playlist {playlist.Summary.Name}: {difference}"), LineKind.Update);
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }
}
