using Playlist.Client.Inbox;
using Playlist.Client.Updates;
using Playlist.Protocol.Updates;

namespace Playlist.Client.Consoles;

/// <summary>Shows each update the moment it arrives.</summary>
internal sealed class ConsoleUpdates(ITranscript transcript) : IUpdateHandler
{
    public Task HandleAsync(ArtistUpdate update, CancellationToken cancellationToken)
    {
        transcript.WriteLine(TerminalText.Clean($"artist update: {update.Artist}: {update.Message}"), LineKind.Update);
        return Task.CompletedTask;
    }

    public Task TellAsync(Dropped dropped, CancellationToken cancellationToken)
    {
        transcript.WriteLine(TerminalText.Clean($"artist update: {dropped.Artist}: {InboxText.Of(dropped)}."), LineKind.Problem);
        return Task.CompletedTask;
    }
}
