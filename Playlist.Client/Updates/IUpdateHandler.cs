using Playlist.Client.Inbox;
using Playlist.Protocol.Updates;

namespace Playlist.Client.Updates;

/// <summary>How this client shows the updates it hears: one at a time, in the order in which they came. They are in the inbox by then.</summary>
internal interface IUpdateHandler
{
    /// <summary>The update is acknowledged when this has ended. When it throws, it is called again a few times, and then the update goes to the dead letters.</summary>
    Task HandleAsync(ArtistUpdate update, CancellationToken cancellationToken);

    /// <summary>Tells that updates, older than what comes next, never came here.</summary>
    Task TellAsync(Dropped dropped, CancellationToken cancellationToken);
}
