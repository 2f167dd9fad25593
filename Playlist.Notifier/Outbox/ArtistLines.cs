namespace Playlist.Notifier.Outbox;

/// <summary>The lines of all artists of whom updates wait: each is ready, or suspect, or rests, or is out, being tried.</summary>
internal sealed class ArtistLines
{
    private readonly Dictionary<string, ArtistLine> _all = new(StringComparer.Ordinal);
    private readonly Queue<ArtistLine> _ready = [];
    private readonly Queue<ArtistLine> _suspects = [];
    private readonly PriorityQueue<(ArtistLine Line, bool IsSuspect), long> _resting = new();

    /// <summary>Whether there are lines that are to be tried alone: the broker has refused the first update of one of them, and with it all that were under way.</summary>
    public bool HasSuspects
    {
        get
        {
            EndRests();
            return _suspects.Count > 0;
        }
    }

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

    /// <summary>Takes out those that are ready, the ones that have been so for longest; suspects first.</summary>
    public List<ArtistLine> Take(int most)
    {
        EndRests();
        var taken = new List<ArtistLine>();
        while (taken.Count < most && (_suspects.TryDequeue(out var line) || _ready.TryDequeue(out line)))
        {
            taken.Add(line);
        }

        return taken;
    }

    /// <summary>A line is back, and its first update is still the first: after all that are ready.</summary>
    public void Return(ArtistLine line) => _ready.Enqueue(line);

    /// <summary>A line is back, and suspect.</summary>
    public void Suspect(ArtistLine line) => _suspects.Enqueue(line);

    /// <summary>A line is back, and ready or suspect after <paramref name="pause"/>.</summary>
    public void Rest(ArtistLine line, bool isSuspect, TimeSpan pause) => _resting.Enqueue((line, isSuspect), Environment.TickCount64 + (long)pause.TotalMilliseconds);

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

    private void EndRests()
    {
        while (_resting.TryPeek(out var rested, out var until) && Environment.TickCount64 >= until)
        {
            _resting.Dequeue();
            (rested.IsSuspect ? _suspects : _ready).Enqueue(rested.Line);
        }
    }
}
