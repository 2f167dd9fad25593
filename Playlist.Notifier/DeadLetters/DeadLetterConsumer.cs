using Playlist.Notifier.Messaging;
using Playlist.Notifier.Outbox;
using Playlist.Protocol.Updates;
using Playlist.ServiceDefaults.Storage;
using RabbitMQ.Client;

namespace Playlist.Notifier.DeadLetters;

/// <summary>Takes dead letters from the broker into the database, in the process that publishes; acknowledged when they are stored.</summary>
internal sealed class DeadLetterConsumer(IConnectionFactory factory, OutboxPublisher publisher, DeadLetterStore store, ILogger<DeadLetterConsumer> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!publisher.HasTurn)
            {
                await Task.Delay(Pause, stoppingToken);
            }

            for (var failures = 1; ; failures++)
            {
                try
                {
                    await using var queue = await QueueReader.OpenAsync(factory, "notifier (dead letters)", UpdateTopology.DeadLetters, DeclareAsync, stoppingToken);
                    failures = 0;
                    await ReadAsync(queue, stoppingToken);
                }
                catch (Exception exception) when (!stoppingToken.IsCancellationRequested && BrokerFault.IsCause(exception))
                {
                    if (failures <= 1)
                    {
                        Log.DeadLettersWait(logger, BrokerFault.Of(exception, blocked: null).Words, exception.Message);
                    }
                }

                await Task.Delay(Backoff.After(failures + 1), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is not acknowledged comes again.
        }
    }

    private static async Task DeclareAsync(IConnection connection, CancellationToken cancellationToken)
    {
        // An earlier version's fanout exchange and shorter queue will do.
        await SharedTopology.EnsureExchangeAsync(connection, UpdateTopology.DeadLetters, ExchangeType.Topic, cancellationToken, mayDiffer: true);
        await SharedTopology.EnsureQueueAsync(connection, UpdateTopology.DeadLetters, UpdateTopology.DeadLetterArguments, UpdateTopology.DeadLetters, UpdateTopology.EveryDeadLetter, cancellationToken);
    }

    private async Task ReadAsync(QueueReader queue, CancellationToken stoppingToken)
    {
        while (true)
        {
            var batch = await queue.ReadAsync(stoppingToken);
            await StoreAsync(batch, stoppingToken);
            await queue.AcknowledgeAsync(batch[^1], stoppingToken);
        }
    }

    private async Task StoreAsync(IReadOnlyList<Delivery> batch, CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                var dropped = await store.AddAsync([.. batch.Select(store.Read)], stoppingToken);
                if (dropped > 0)
                {
                    Log.DeadLettersDropped(logger, dropped);
                }

                return;
            }
            catch (StorageException)
            {
                // It has been told; meanwhile they are the broker's.
                await Task.Delay(Pause, stoppingToken);
            }
        }
    }
}
