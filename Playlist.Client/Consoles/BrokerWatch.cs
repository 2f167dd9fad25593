using Playlist.Client.Messaging;

namespace Playlist.Client.Consoles;

/// <summary>Says once that the broker is lost, and once that it is back.</summary>
internal sealed class BrokerWatch(ITranscript transcript, ListenerStatus status) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var saidLost = false;
        while (true)
        {
            var changed = status.Changed;
            if (!saidLost && status is { IsListening: false, Problem: { } problem })
            {
                transcript.WriteLine($"{TerminalText.Clean(problem)} Updates wait until it is back.", LineKind.Problem);
                saidLost = true;
            }
            else if (saidLost && status.IsListening)
            {
                transcript.WriteLine("The broker is back, and so are the updates.");
                saidLost = false;
            }

            await changed.WaitAsync(stoppingToken);
        }
    }
}
