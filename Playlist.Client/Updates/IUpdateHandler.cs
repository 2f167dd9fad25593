using Playlist.Protocol.Updates;

namespace Playlist.Client.Updates;

/// <summary>What this client does with the updates it hears: one at a time, in the order in which they came.</summary>
internal interface IUpdateHandler
{
    /// <summary>The update is acknowledged when this has ended, and goes to the dead letters when it throws.</summary>
    Task HandleAsync(ArtistUpdate update, CancellationToken cancellationToken);
}
