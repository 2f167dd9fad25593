using System.Runtime.CompilerServices;
using Playlist.Client.Songs;
using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Playlists;

/// <summary>A playlist that somebody looks at: fetched anew whenever it was written, or may have been while nobody could tell.</summary>
internal sealed class OpenPlaylist : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly SongClient _client;
    private readonly PlaylistChanges _changes;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _closing = new();
    private readonly ChangeSignal _outdated = new();
    private readonly ChangeSignal _changed = new();
    private readonly Task _following;
    private volatile WholePlaylist _current;
    private volatile bool _isDeleted;

    internal OpenPlaylist(WholePlaylist current, SongClient client, PlaylistChanges changes, TimeProvider time, ILogger<OpenPlaylist> logger)
    {
        (_current, _client, _changes, _time, _logger) = (current, client, changes, time, logger);
        _changes.Announced += Hear;
        _changes.Missed += _outdated.Raise;
        _following = FollowAsync();
    }

    public WholePlaylist Current => _current;

    /// <summary>Whether it is no more; <see cref="Current"/> is what it was at last.</summary>
    public bool IsDeleted => _isDeleted;

    /// <summary>Looks anew: after a write of one's own, which may be announced late or, while the broker is away, not at all.</summary>
    public void Refresh() => _outdated.Raise();

    /// <summary>The playlist as it is, and again whenever it has changed; of changes in a row, perhaps only the last. Ends when it was deleted, or is not open any more.</summary>
    public async IAsyncEnumerable<WholePlaylist> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        WholePlaylist? seen = null;
        while (true)
        {
            var changed = _changed.Next;
            var current = _current;
            if (current != seen)
            {
                seen = current;
                yield return current;
            }
            else if (_isDeleted || _closing.IsCancellationRequested)
            {
                yield break;
            }
            else
            {
                await changed.WaitAsync(cancellationToken);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _changes.Announced -= Hear;
        _changes.Missed -= _outdated.Raise;
        await _closing.CancelAsync();
        await _following;
        _closing.Dispose();
        _changed.Raise();
    }

    private void Hear(PlaylistChange change)
    {
        if (change.Playlist == _current.Summary.Id && change.Version > _current.Summary.Version)
        {
            _outdated.Raise();
        }
    }

    private async Task FollowAsync()
    {
        try
        {
            while (!_isDeleted)
            {
                var outdated = _outdated.Next;
                if (await FetchAsync())
                {
                    // The server may have been away because it stopped between a write and its announcement.
                    await Task.WhenAny(outdated, _client.Disconnected).WaitAsync(_closing.Token);
                }
                else
                {
                    await Task.Delay(Pause, _time, _closing.Token);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // Closed, or the client was: nobody looks any more.
        }
    }

    /// <returns>Whether the playlist's state is known.</returns>
    private async Task<bool> FetchAsync()
    {
        var id = _current.Summary.Id;
        try
        {
            // Most often it is as it was, and one small answer tells.
            var newest = await _client.GetPlaylistAsync(id, offset: 0, limit: 1, _closing.Token);
            if (newest.Playlist != _current.Summary)
            {
                _current = await _client.GetWholePlaylistAsync(id, _closing.Token);
                _changed.Raise();
            }
        }
        catch (SongProtocolException refusal) when (refusal.Code == SongErrorCodes.PlaylistNotFound)
        {
            _isDeleted = true;
            _changed.Raise();
        }
        catch (Exception exception) when (exception is SongProtocolException or SongServerUnavailableException)
        {
            Log.PlaylistNotFetched(_logger, id, exception.Message);
            return false;
        }

        return true;
    }
}
