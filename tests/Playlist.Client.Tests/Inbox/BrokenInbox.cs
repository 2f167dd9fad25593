using Playlist.Client.Inbox;
using Playlist.Protocol.Updates;

namespace Playlist.Client.Tests.Inbox;

/// <summary>Whatever one asks of it fails.</summary>
internal sealed class BrokenInbox(Exception exception) : IInbox
{
    public event Action? Changed
    {
        add { }
        remove { }
    }

    public Task<IReadOnlyList<InboxUpdate>> ListAsync(InboxQuery query, int limit, CancellationToken cancellationToken) => throw exception;

    public Task<Stored> StoreAsync(ArtistUpdate update, CancellationToken cancellationToken) => throw exception;

    public Task SetUnhandledAsync(Guid id, bool isUnhandled, CancellationToken cancellationToken) => throw exception;

    public Task<IReadOnlyList<Dropped>> GetDroppedAsync(CancellationToken cancellationToken) => throw exception;

    public Task ToldAsync(Dropped dropped, CancellationToken cancellationToken) => throw exception;

    public Task<IReadOnlyList<Follow>> GetFollowsAsync(CancellationToken cancellationToken) => throw exception;

    public Task AddFollowsAsync(IReadOnlyList<string> artists, CancellationToken cancellationToken) => throw exception;

    public Task SetFollowedAsync(string artist, bool isFollowed, CancellationToken cancellationToken) => throw exception;

    public Task<int> MarkReadAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => throw exception;

    public Task<int> MarkAllReadAsync(CancellationToken cancellationToken) => throw exception;
}
