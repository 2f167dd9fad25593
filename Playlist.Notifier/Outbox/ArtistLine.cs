namespace Playlist.Notifier.Outbox;

/// <summary>One artist's updates that wait, in order; the first one's attempts.</summary>
internal sealed class ArtistLine(string artist)
{
    private readonly Queue<long> _waiting = [];

    public string Artist => artist;

    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>The sequence of the update whose turn it is.</summary>
    public long Head => _waiting.Peek();

    /// <summary>How often the broker has refused this very update.</summary>
    public int Refusals { get; set; }

    /// <summary>How often it was tried by this process.</summary>
    public int Attempts { get; set; }

    public void Add(long sequence) => _waiting.Enqueue(sequence);

    /// <summary>The first one has its final state.</summary>
    public void Advance()
    {
        _waiting.Dequeue();
        (Refusals, Attempts) = (0, 0);
    }
}
