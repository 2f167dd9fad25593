using Playlist.Client.Inbox;
using Playlist.Client.Updates;
using Playlist.Protocol.Updates;

namespace Playlist.Client.Web.Updates;

/// <summary>Logs the updates that this process hears, and tells every tab of them.</summary>
internal sealed class PageUpdates(ILogger<PageUpdates> logger) : IUpdateHandler
{
    /// <summary>An update came. Handlers take note, and do their work elsewhere.</summary>
    public event Action<ArtistUpdate>? Heard;

    /// <summary>Others, older than what comes next, never did.</summary>
    public event Action<Dropped>? Missed;

    public Task HandleAsync(ArtistUpdate update, CancellationToken cancellationToken)
    {
        Log.Heard(logger, TerminalText.Clean(update.Artist), TerminalText.Clean(update.Message));
        Heard?.Invoke(update);
        return Task.CompletedTask;
    }

    public Task TellAsync(Dropped dropped, CancellationToken cancellationToken)
    {
        Log.UpdatesDropped(logger, TerminalText.Clean(dropped.Artist), InboxText.Of(dropped));
        Missed?.Invoke(dropped);
        return Task.CompletedTask;
    }
}
