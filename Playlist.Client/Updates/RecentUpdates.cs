namespace Playlist.Client.Updates;

/// <summary>Remembers which updates were handled: a broker may deliver one again.</summary>
internal sealed class RecentUpdates
{
    /// <summary>Far more than can be under way unacknowledged.</summary>
    public const int Capacity = 1000;

    private readonly HashSet<Guid> _known = [];
    private readonly Queue<Guid> _oldestFirst = [];

    public bool Contains(Guid id) => _known.Contains(id);

    public void Add(Guid id)
    {
        if (!_known.Add(id))
        {
            return;
        }

        _oldestFirst.Enqueue(id);
        if (_oldestFirst.Count > Capacity)
        {
            _known.Remove(_oldestFirst.Dequeue());
        }
    }
}
