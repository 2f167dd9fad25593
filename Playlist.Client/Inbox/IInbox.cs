using Playlist.Protocol.Updates;

namespace Playlist.Client.Inbox;

/// <summary>What this client has heard, and whom it follows: in a file when the client has a name, else in memory.</summary>
/// <remarks>Each call is one transaction; whatever throws has changed nothing. A file that cannot be used throws a <see cref="ServiceDefaults.Storage.StorageException"/>.</remarks>
internal interface IInbox
{
    /// <summary>An update came, or some were read, by way of this process. Handlers take note, and do their work elsewhere.</summary>
    event Action? Changed;

    /// <summary>Takes an update in, unless it is there already, and finds out whether others were dropped before it.</summary>
    Task<Stored> StoreAsync(ArtistUpdate update, CancellationToken cancellationToken);

    /// <summary>Notes whether the update's handler has failed.</summary>
    Task SetUnhandledAsync(Guid id, bool isUnhandled, CancellationToken cancellationToken);

    /// <summary>The artists of whom updates were dropped, as far as that was not told yet.</summary>
    Task<IReadOnlyList<Dropped>> GetDroppedAsync(CancellationToken cancellationToken);

    /// <summary>So many were told.</summary>
    Task ToldAsync(Dropped dropped, CancellationToken cancellationToken);

    /// <summary>Everybody who is followed, or was, in the order in which that began.</summary>
    Task<IReadOnlyList<Follow>> GetFollowsAsync(CancellationToken cancellationToken);

    /// <summary>Follows those of whom nothing is known yet.</summary>
    /// <param name="artists">Normalized names.</param>
    Task AddFollowsAsync(IReadOnlyList<string> artists, CancellationToken cancellationToken);

    /// <param name="artist">The normalized name.</param>
    Task SetFollowedAsync(string artist, bool isFollowed, CancellationToken cancellationToken);

    /// <summary>The newest <paramref name="limit"/> updates, the one that came last first.</summary>
    Task<IReadOnlyList<InboxUpdate>> ListAsync(InboxQuery query, int limit, CancellationToken cancellationToken);

    /// <returns>How many are read that were not.</returns>
    Task<int> MarkReadAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <inheritdoc cref="MarkReadAsync"/>
    Task<int> MarkAllReadAsync(CancellationToken cancellationToken);
}

/// <param name="IsNew">Whether it had not come before.</param>
/// <param name="IsUnhandled">Whether it had, and its handler failed.</param>
/// <param name="WereDropped">Whether there is something to tell: see <see cref="IInbox.GetDroppedAsync"/>.</param>
internal readonly record struct Stored(bool IsNew, bool IsUnhandled, bool WereDropped);

/// <summary>So many updates of an artist never came.</summary>
internal sealed record Dropped(string Artist, long Count);

/// <param name="Artist">The normalized name.</param>
internal sealed record Follow(string Artist, bool IsFollowed);

/// <param name="Time">When the notifier accepted it.</param>
/// <param name="Arrival">The order in which this client heard them.</param>
/// <param name="TraceId">Of the trace in which it came: 32 hexadecimal digits.</param>
/// <remarks>Public, as the page's components are, and so their parameters.</remarks>
public sealed record InboxUpdate(Guid Id, string Artist, string Message, DateTimeOffset Time, bool IsRead, long Arrival, string? TraceId = null);

/// <param name="Unread">Only those that were not read.</param>
/// <param name="Since">Only those that the notifier accepted at this time or later.</param>
internal sealed record InboxQuery(bool Unread = false, DateTimeOffset? Since = null);
