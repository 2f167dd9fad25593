using Microsoft.EntityFrameworkCore;
using Playlist.Protocol.Updates;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Client.Inbox;

/// <summary>The inbox of a named client, in a file of its own, which other processes may read and mark as read meanwhile.</summary>
internal sealed class StoredInbox(Database<InboxContext> database, TimeProvider time) : IInbox
{
    public event Action? Changed;

    public Task<Stored> StoreAsync(ArtistUpdate update, CancellationToken cancellationToken) =>
        ChangeAsync(
            async context =>
            {
                var artist = RoutingKey.Normalize(update.Artist);
                var follow = await context.Follows.SingleOrDefaultAsync(row => row.Artist == artist, cancellationToken);
                var known = await context.Updates.SingleOrDefaultAsync(row => row.Id == update.Id, cancellationToken);
                if (known is null)
                {
                    var arrivals = await context.Updates.MaxAsync(row => (long?)row.Arrival, cancellationToken) ?? 0;
                    context.Updates.Add(UpdateRow.Of(update, time.GetUtcNow(), arrivals + 1));
                    if (follow is not null)
                    {
                        Numbering.Advance(follow, update);
                    }

                    await context.SaveChangesAsync(cancellationToken);
                }

                return new Stored(known is null, known?.IsUnhandled is true, follow?.Dropped > 0);
            },
            cancellationToken);

    public Task SetUnhandledAsync(Guid id, bool isUnhandled, CancellationToken cancellationToken) =>
        database.WriteAsync(
            context => context.Updates.Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(one => one.IsUnhandled, isUnhandled), cancellationToken),
            cancellationToken);

    public Task<IReadOnlyList<Dropped>> GetDroppedAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Dropped>>(
            async context => await context.Follows.Where(row => row.Dropped > 0).OrderBy(row => row.Id).Select(row => new Dropped(row.Artist, row.Dropped)).ToListAsync(cancellationToken),
            cancellationToken);

    public Task ToldAsync(Dropped dropped, CancellationToken cancellationToken) =>
        database.WriteAsync(
            // Another process may have told them meanwhile.
            context => context.Follows
                .Where(row => row.Artist == dropped.Artist && row.Dropped >= dropped.Count)
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.Dropped, one => one.Dropped - dropped.Count), cancellationToken),
            cancellationToken);

    public Task<IReadOnlyList<Follow>> GetFollowsAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Follow>>(
            async context => await context.Follows.OrderBy(row => row.Id).Select(row => new Follow(row.Artist, row.IsFollowed)).ToListAsync(cancellationToken),
            cancellationToken);

    public Task AddFollowsAsync(IReadOnlyList<string> artists, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async context =>
            {
                var known = await context.Follows.Select(row => row.Artist).ToListAsync(cancellationToken);
                context.Follows.AddRange(artists.Except(known, StringComparer.Ordinal).Select(artist => new FollowRow { Artist = artist, IsFollowed = true }));
                return await context.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);

    public Task SetFollowedAsync(string artist, bool isFollowed, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async context =>
            {
                var row = await context.Follows.SingleOrDefaultAsync(row => row.Artist == artist, cancellationToken);
                if (row is null)
                {
                    context.Follows.Add(row = new FollowRow { Artist = artist });
                }

                if (row.IsFollowed != isFollowed)
                {
                    // What comes while nobody follows is not missed.
                    (row.IsFollowed, row.Series, row.Number, row.Dropped) = (isFollowed, null, null, 0);
                }

                return await context.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);

    public Task<IReadOnlyList<InboxUpdate>> ListAsync(InboxQuery query, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<InboxUpdate>>(
            async context => await context.Updates
                .Where(row => (!query.Unread || row.Read == null) && (query.Since == null || row.Time >= query.Since))
                .OrderByDescending(row => row.Arrival)
                .Take(limit)
                .Select(row => new InboxUpdate(row.Id, row.Artist, row.Message, row.Time, row.Read != null, row.Arrival, row.TraceId))
                .ToListAsync(cancellationToken),
            cancellationToken);

    public Task<int> MarkReadAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        ChangeAsync(context => MarkReadAsync(context.Updates.Where(row => ids.Contains(row.Id)), cancellationToken), cancellationToken);

    public Task<int> MarkAllReadAsync(CancellationToken cancellationToken) =>
        ChangeAsync(context => MarkReadAsync(context.Updates, cancellationToken), cancellationToken);

    private async Task<T> ChangeAsync<T>(Func<InboxContext, Task<T>> write, CancellationToken cancellationToken)
    {
        var result = await database.WriteAsync(write, cancellationToken);
        Changed?.Invoke();
        return result;
    }

    private Task<int> MarkReadAsync(IQueryable<UpdateRow> updates, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = time.GetUtcNow();
        return updates.Where(row => row.Read == null).ExecuteUpdateAsync(row => row.SetProperty(one => one.Read, now), cancellationToken);
    }
}
