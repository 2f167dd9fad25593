using Playlist.Client.Songs;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Consoles;

/// <summary>Says once that the song server is lost, and once that it is back.</summary>
internal sealed class ServerWatch(ITranscript transcript, SongClient client, TimeProvider time) : BackgroundService
{
    // A server that is stopped is noticed at once, by its connection; this is for one that vanishes.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var saidLost = false;
        while (true)
        {
            try
            {
                await PingAsync(stoppingToken);
                if (saidLost)
                {
                    transcript.WriteLine($"The song server at {client.Server} is back. Its songs: songs");
                    saidLost = false;
                }

                await Task.WhenAny(client.Disconnected, Task.Delay(Interval, time, stoppingToken));
                stoppingToken.ThrowIfCancellationRequested();
            }
            catch (Exception exception) when (exception is SongServerUnavailableException or SongProtocolException)
            {
                if (!saidLost)
                {
                    transcript.WriteLine(TerminalText.Clean(exception.Message), LineKind.Problem);
                    saidLost = true;
                }

                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    /// <exception cref="SongServerUnavailableException">Sooner than for a request that somebody waits for.</exception>
    private async Task PingAsync(CancellationToken stoppingToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, patience.Token);
        try
        {
            await client.PingAsync(either.Token);
        }
        catch (OperationCanceledException exception) when (!stoppingToken.IsCancellationRequested)
        {
            throw new SongServerUnavailableException($"The song server at {client.Server} does not answer. It is asked until it is back.", exception);
        }
    }
}
