using Playlist.Client.Inbox;
using Playlist.Client.Updates;
using Playlist.Protocol.Updates;

namespace Playlist.Client.Consoles;

/// <summary>Shows each update the moment it arrives.</summary>
internal sealed class ConsoleUpdates(Terminal terminal) : IUpdateHandler
{
    public Task HandleAsync(ArtistUpdate update, CancellationToken cancellationToken)
    {
        terminal.WriteLine(TerminalText.Clean($"artist update: {update.Artist}: {update.Message}"), Colours.Update);
        return Task.CompletedTask;
    }

    public Task TellAsync(Dropped dropped, CancellationToken cancellationToken)
    {
        terminal.WriteLine(TerminalText.Clean($"artist update: {dropped.Artist}: {InboxText.Of(dropped)}."), Colours.Problem);
        return Task.CompletedTask;
    }
}
