using Playlist.Client.Songs;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Consoles;

/// <summary>Says once that the song server is lost, and once that it is back.</summary>
internal sealed class ServerWatch(Terminal terminal, SongClient client, TimeProvider time) : BackgroundService
{
    // A server that is stopped is noticed at once, by its connection; this is for one that vanishes.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var saidLost = false;
        while (true)
        {
            try
            {
                await client.PingAsync(stoppingToken);
                if (saidLost)
                {
                    terminal.WriteLine($"The song server at {client.Server} is back. Its songs: songs");
                    saidLost = false;
                }

                await Task.WhenAny(client.Disconnected, Task.Delay(Interval, time, stoppingToken));
                stoppingToken.ThrowIfCancellationRequested();
            }
            catch (Exception exception) when (exception is SongServerUnavailableException or SongProtocolException)
            {
                if (!saidLost)
                {
                    terminal.WriteLine(TerminalText.Clean(exception.Message), Colours.Problem);
                    saidLost = true;
                }

                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }
}
