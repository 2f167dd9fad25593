namespace Playlist.Client.Serving.Audio;

/// <summary>A song's file, and who listens to it.</summary>
/// <param name="Listening">The trace of one click on play; <see langword="null"/> when it is not told.</param>
internal sealed record SongVersion(string Song, string? Etag, string? Listening);

/// <summary>The first byte of each of the songs that were listened to last, so that nobody need ask for it twice: the server would count it as two plays.</summary>
internal sealed class SongBeginnings
{
    internal const int Max = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<SongVersion, byte> _first = [];
    private readonly Queue<SongVersion> _order = [];

    /// <returns><see langword="null"/> when it is not known.</returns>
    public byte? Find(SongVersion song)
    {
        lock (_lock)
        {
            return _first.TryGetValue(song, out var first) ? first : null;
        }
    }

    public void Add(SongVersion song, byte first)
    {
        lock (_lock)
        {
            if (song is not { Etag: not null, Listening: not null } || !_first.TryAdd(song, first))
            {
                return;
            }

            _order.Enqueue(song);
            if (_order.Count > Max)
            {
                _first.Remove(_order.Dequeue());
            }
        }
    }
}
