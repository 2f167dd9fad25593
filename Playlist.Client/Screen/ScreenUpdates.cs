using Playlist.Client.Consoles;
using Playlist.Client.Inbox;
using Playlist.Client.Updates;
using Playlist.Protocol.Updates;

namespace Playlist.Client.Screen;

/// <summary>Shows each update the moment it arrives: among the messages, and in the inbox.</summary>
internal sealed class ScreenUpdates(ScreenChanges changes, ITranscript transcript) : IUpdateHandler
{
    private readonly ConsoleUpdates _said = new(transcript);

    public Task HandleAsync(ArtistUpdate update, CancellationToken cancellationToken)
    {
        changes.Post(state => state.IsInboxOutdated = true);
        return _said.HandleAsync(update, cancellationToken);
    }

    public Task TellAsync(Dropped dropped, CancellationToken cancellationToken) => _said.TellAsync(dropped, cancellationToken);
}
