using Playlist.Notifier.Outbox;
using Playlist.Notifier.Updates;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Notifier.DeadLetters;

/// <summary>Sends dead letters again, each to the queue that it came from: to that one client, not to every follower.</summary>
internal sealed class DeadLetterSender(DeadLetterStore store, ArtistUpdatePublisher publisher) : IDisposable
{
    private const int MaxBatch = 100;

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <param name="id">Only those of this update; <see langword="null"/> is all.</param>
    /// <exception cref="PublishFailedException">The broker did not confirm; those that were sent before are not listed any more.</exception>
    /// <exception cref="StorageException">What was sent may still be listed.</exception>
    public async Task<SentAgainResponse> SendAsync(string? id, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var (sent, gone, after) = (0, 0, 0L);
            // What comes back meanwhile waits for the next time.
            var last = await store.FindNewestAsync(cancellationToken);
            while (await store.ReadAsync(id, after, last, MaxBatch, cancellationToken) is { Count: > 0 } batch)
            {
                after = batch[^1].Sequence;
                var arrived = new List<long>();
                try
                {
                    foreach (var letter in batch)
                    {
                        if (letter.Queue.Length > 0 && await publisher.SendAsync(letter, cancellationToken) == UpdateStatus.Delivered)
                        {
                            arrived.Add(letter.Sequence);
                        }
                        else
                        {
                            gone++;
                        }
                    }
                }
                finally
                {
                    sent += arrived.Count;
                    await store.DeleteAsync(arrived, CancellationToken.None);
                }
            }

            return new SentAgainResponse(sent, gone);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
