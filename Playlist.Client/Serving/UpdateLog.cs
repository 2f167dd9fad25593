using Playlist.Client.Inbox;
using Playlist.Client.Updates;
using Playlist.Protocol.Updates;

namespace Playlist.Client.Serving;

/// <summary>Logs the updates that this process hears.</summary>
internal sealed class UpdateLog(ILogger<UpdateLog> logger) : IUpdateHandler
{
    public Task HandleAsync(ArtistUpdate update, CancellationToken cancellationToken)
    {
        Log.Heard(logger, TerminalText.Clean(update.Artist), TerminalText.Clean(update.Message));
        return Task.CompletedTask;
    }

    public Task TellAsync(Dropped dropped, CancellationToken cancellationToken)
    {
        Log.UpdatesDropped(logger, TerminalText.Clean(dropped.Artist), InboxText.Of(dropped));
        return Task.CompletedTask;
    }
}
