using Playlist.Client.Songs;

namespace Playlist.Client.Consoles;

/// <summary>Says once that the song server is lost, and once that it is back.</summary>
internal sealed class ServerWatch(ITranscript transcript, SongClient client, ServerStatus server) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var watching = server.Watch();
        var saidLost = false;
        while (true)
        {
            var changed = server.Changed;
            if (!saidLost && server.Problem is { } problem)
            {
                transcript.WriteLine(TerminalText.Clean(problem), LineKind.Problem);
                saidLost = true;
            }
            else if (saidLost && server.Problem is null)
            {
                transcript.WriteLine($"The song server at {client.Server} is back. Its songs: songs");
                saidLost = false;
            }

            await changed.WaitAsync(stoppingToken);
        }
    }
}
