using System.Threading.Channels;
using Playlist.Client.Consoles;

namespace Playlist.Client.Screen;

/// <summary>What takes a while, and is done one after the other while keys are pressed.</summary>
internal sealed class Errands(Conversation conversation)
{
    private readonly Channel<(Func<CancellationToken, Task> Errand, bool SayUnavailable)> _errands = Channel.CreateUnbounded<(Func<CancellationToken, Task>, bool)>();

    /// <inheritdoc cref="Conversation.TryAsync" path="/param"/>
    public void Post(Func<CancellationToken, Task> errand, bool sayUnavailable = true) => _errands.Writer.TryWrite((errand, sayUnavailable));

    /// <summary>Ends when it is cancelled, or with what nobody foresaw.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var (errand, sayUnavailable) in _errands.Reader.ReadAllAsync(cancellationToken))
            {
                await conversation.TryAsync(() => errand(cancellationToken), sayUnavailable);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The screen is left.
        }
    }
}
