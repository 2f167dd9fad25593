using Playlist.Client.Messaging;

namespace Playlist.Client.Consoles;

/// <summary>Says once that the broker is lost, and once that it is back.</summary>
internal sealed class BrokerWatch(Terminal terminal, ListenerStatus status) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var saidLost = false;
        while (true)
        {
            var changed = status.Changed;
            if (!saidLost && status is { IsListening: false, Problem: { } problem })
            {
                terminal.WriteLine($"{TerminalText.Clean(problem)} Updates wait until it is back.", Colours.Problem);
                saidLost = true;
            }
            else if (saidLost && status.IsListening)
            {
                terminal.WriteLine("The broker is back, and so are the updates.");
                saidLost = false;
            }

            await changed.WaitAsync(stoppingToken);
        }
    }
}
