using System.Threading.Channels;

namespace Playlist.Client.Screen;

/// <summary>What happens to the state, from wherever it comes: the screen's loop does it, one after the other, and draws.</summary>
internal sealed class ScreenChanges
{
    private readonly Channel<Action<ScreenState>> _changes = Channel.CreateUnbounded<Action<ScreenState>>(new UnboundedChannelOptions { SingleReader = true });

    public void Post(Action<ScreenState> change) => _changes.Writer.TryWrite(change);

    /// <summary>Something that is read anew for each frame has changed.</summary>
    public void Redraw() => Post(_ => { });

    /// <summary>Waits for a change, and makes it and all others that are there.</summary>
    public async Task MakeAsync(ScreenState state, CancellationToken cancellationToken)
    {
        await _changes.Reader.WaitToReadAsync(cancellationToken);
        while (_changes.Reader.TryRead(out var change))
        {
            change(state);
        }
    }
}
