using Playlist.Protocol.Updates;

namespace Playlist.Client.Inbox;

/// <summary>The inbox of a client without a name: it ends with the process, and keeps the newest updates only.</summary>
internal sealed class MemoryInbox(TimeProvider time) : IInbox
{
    /// <summary>Older updates are forgotten: many more than can be under way unacknowledged.</summary>
    public const int Capacity = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, UpdateRow> _updates = [];
    private readonly Queue<UpdateRow> _oldestFirst = new();
    private readonly List<FollowRow> _follows = [];
    private long _arrivals;

    public event Action? Changed;

    public Task<Stored> StoreAsync(ArtistUpdate update, CancellationToken cancellationToken) => Change(() =>
    {
        var artist = RoutingKey.Normalize(update.Artist);
        var follow = _follows.Find(row => row.Artist == artist);
        if (_updates.TryGetValue(update.Id, out var known))
        {
            return new Stored(IsNew: false, known.IsUnhandled, follow?.Dropped > 0);
        }

        var row = UpdateRow.Of(update, time.GetUtcNow(), ++_arrivals);
        _updates.Add(row.Id, row);
        _oldestFirst.Enqueue(row);
        if (_oldestFirst.Count > Capacity)
        {
            _updates.Remove(_oldestFirst.Dequeue().Id);
        }

        if (follow is not null)
        {
            Numbering.Advance(follow, update);
        }

        return new Stored(IsNew: true, IsUnhandled: false, follow?.Dropped > 0);
    });

    public Task SetUnhandledAsync(Guid id, bool isUnhandled, CancellationToken cancellationToken) => Locked(() =>
    {
        if (_updates.TryGetValue(id, out var row))
        {
            row.IsUnhandled = isUnhandled;
        }

        return 0;
    });

    public Task<IReadOnlyList<Dropped>> GetDroppedAsync(CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<Dropped>>(() => [.. _follows.Where(row => row.Dropped > 0).Select(row => new Dropped(row.Artist, row.Dropped))]);

    public Task ToldAsync(Dropped dropped, CancellationToken cancellationToken) => Locked(() =>
        _follows.Find(row => row.Artist == dropped.Artist && row.Dropped >= dropped.Count) is { } follow ? follow.Dropped -= dropped.Count : 0);

    public Task<IReadOnlyList<Follow>> GetFollowsAsync(CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<Follow>>(() => [.. _follows.Select(row => new Follow(row.Artist, row.IsFollowed))]);

    public Task AddFollowsAsync(IReadOnlyList<string> artists, CancellationToken cancellationToken) => Locked(() =>
    {
        _follows.AddRange(artists.Except(_follows.Select(row => row.Artist), StringComparer.Ordinal).Select(artist => new FollowRow { Artist = artist, IsFollowed = true }).ToList());
        return 0;
    });

    public Task SetFollowedAsync(string artist, bool isFollowed, CancellationToken cancellationToken) => Locked(() =>
    {
        _follows.RemoveAll(row => row.Artist == artist && row.IsFollowed != isFollowed);
        if (!_follows.Exists(row => row.Artist == artist))
        {
            _follows.Add(new FollowRow { Artist = artist, IsFollowed = isFollowed });
        }

        return 0;
    });

    public Task<IReadOnlyList<InboxUpdate>> ListAsync(InboxQuery query, int limit, CancellationToken cancellationToken) => Locked<IReadOnlyList<InboxUpdate>>(() =>
    [
        .. _oldestFirst.Reverse()
            .Where(row => (!query.Unread || row.Read is null) && (query.Since is null || row.Time >= query.Since))
            .Take(limit)
            .Select(row => new InboxUpdate(row.Id, row.Artist, row.Message, row.Time, row.Read is not null, row.Arrival, row.TraceId)),
    ]);

    public Task<int> MarkReadAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => Change(() => MarkRead(_oldestFirst.Where(row => ids.Contains(row.Id))));

    public Task<int> MarkAllReadAsync(CancellationToken cancellationToken) => Change(() => MarkRead(_oldestFirst));

    private int MarkRead(IEnumerable<UpdateRow> rows)
    {
        var unread = rows.Where(row => row.Read is null).ToList();
        unread.ForEach(row => row.Read = time.GetUtcNow());
        return unread.Count;
    }

    private Task<T> Change<T>(Func<T> change)
    {
        var result = Locked(change);
        Changed?.Invoke();
        return result;
    }

    private Task<T> Locked<T>(Func<T> use)
    {
        lock (_lock)
        {
            return Task.FromResult(use());
        }
    }
}
