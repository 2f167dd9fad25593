namespace Playlist.Notifier.Outbox;

/// <summary>The lines of all artists of whom updates wait: each is ready, or rests, or is out, being tried.</summary>
internal sealed class ArtistLines
{
    private readonly Dictionary<string, ArtistLine> _all = new(StringComparer.Ordinal);
    private readonly Queue<ArtistLine> _ready = [];
    private readonly PriorityQueue<ArtistLine, long> _resting = new();

    /// <summary>Puts an update at the end of its artist's line.</summary>
    public void Add(string artist, long sequence)
    {
        if (!_all.TryGetValue(artist, out var line))
        {
            _all.Add(artist, line = new ArtistLine(artist));
            _ready.Enqueue(line);
        }

        line.Add(sequence);
    }

    /// <summary>Takes out those that are ready, the ones that have been so for longest.</summary>
    public List<ArtistLine> Take(int most)
    {
        while (_resting.TryPeek(out var rested, out var until) && Environment.TickCount64 >= until)
        {
            _resting.Dequeue();
            _ready.Enqueue(rested);
        }

        var taken = new List<ArtistLine>();
        while (taken.Count < most && _ready.TryDequeue(out var line))
        {
            taken.Add(line);
        }

        return taken;
    }

    /// <summary>A line is back, and its first update is still the first: after all that are ready.</summary>
    public void Return(ArtistLine line) => _ready.Enqueue(line);

    /// <summary>A line is back, and ready after <paramref name="pause"/>.</summary>
    public void Rest(ArtistLine line, TimeSpan pause) => _resting.Enqueue(line, Environment.TickCount64 + (long)pause.TotalMilliseconds);

    /// <summary>A line is back, and its first update is done.</summary>
    public void Advance(ArtistLine line)
    {
        line.Advance();
        if (line.IsEmpty)
        {
            _all.Remove(line.Artist);
        }
        else
        {
            _ready.Enqueue(line);
        }
    }
}
