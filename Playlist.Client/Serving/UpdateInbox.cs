using Playlist.Client.Updates;
using Playlist.Protocol.Updates;

namespace Playlist.Client.Serving;

/// <summary>The updates that this process has heard: logged, and kept for <c>GET /updates</c>.</summary>
internal sealed class UpdateInbox(ILogger<UpdateInbox> logger) : IUpdateHandler
{
    /// <summary>Older ones are forgotten.</summary>
    public const int Capacity = 200;

    private readonly Lock _lock = new();
    private readonly Queue<ArtistUpdate> _oldestFirst = new();

    public IReadOnlyList<ArtistUpdate> NewestFirst
    {
        get
        {
            lock (_lock)
            {
                return [.. _oldestFirst.Reverse()];
            }
        }
    }

    public Task HandleAsync(ArtistUpdate update, CancellationToken cancellationToken)
    {
        Log.Heard(logger, TerminalText.Clean(update.Artist), TerminalText.Clean(update.Message));
        lock (_lock)
        {
            _oldestFirst.Enqueue(update);
            if (_oldestFirst.Count > Capacity)
            {
                _oldestFirst.Dequeue();
            }
        }

        return Task.CompletedTask;
    }
}
