using System.Diagnostics;
using Microsoft.Extensions.Options;
using Playlist.Notifier.Messaging;
using Playlist.Protocol.Library;
using Playlist.ServiceDefaults.Storage;
using RabbitMQ.Client;

namespace Playlist.Notifier.NewMusic;

/// <summary>Hears of new songs, and acknowledges them when they are stored (docs/messaging.md, section 12).</summary>
internal sealed class NewMusicListener(IConnectionFactory factory, NewMusicStore store, NewMusicAnnouncer announcer, IOptions<NewMusicOptions> options, TimeProvider time, ILogger<NewMusicListener> logger) : BackgroundService
{
    /// <summary>4.x drops by default what was delivered 20 times, also to a process that was killed so often.</summary>
    private const int DeliveryLimit = 1_000_000;

    private bool _isAway;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (var failures = 0; ; failures++)
            {
                try
                {
                    await using var queue = await QueueReader.OpenAsync(factory, "notifier (new music)", LibraryTopology.NotifierQueue, DeclareAsync, stoppingToken);
                    failures = 0;
                    Tell(problem: null);
                    await ReadAsync(queue, stoppingToken);
                }
                catch (Exception exception) when (!stoppingToken.IsCancellationRequested && BrokerFault.IsCause(exception))
                {
                    Tell(BrokerFault.Of(exception, blocked: null).Words);
                }

                await Task.Delay(Backoff.After(failures + 1), time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was not acknowledged comes again.
        }
    }

    private static async Task DeclareAsync(IConnection connection, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-single-active-consumer"] = true, ["x-delivery-limit"] = DeliveryLimit };
        await channel.ExchangeDeclareAsync(LibraryTopology.Exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(LibraryTopology.NotifierQueue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(LibraryTopology.NotifierQueue, LibraryTopology.Exchange, LibraryTopology.SongAdded, cancellationToken: cancellationToken);
    }

    private async Task ReadAsync(QueueReader queue, CancellationToken stoppingToken)
    {
        while (true)
        {
            var batch = await queue.ReadAsync(stoppingToken);
            // Switched off, it still reads: otherwise the queue would grow, and all of it be told when it is switched on again.
            if (options.Value.Enabled)
            {
                await StoreAsync(batch, stoppingToken);
            }

            await queue.AcknowledgeAsync(batch[^1], stoppingToken);
        }
    }

    private async Task StoreAsync(IReadOnlyList<Delivery> batch, CancellationToken stoppingToken)
    {
        var spans = new List<Activity?>();
        try
        {
            var songs = new List<(NewSong, string?)>();
            foreach (var delivery in batch)
            {
                var span = NewMusicTelemetry.StartProcess(delivery, factory.Uri);
                spans.Add(span);
                if (Read(delivery, span) is { } song)
                {
                    songs.Add((song, span?.Id ?? delivery.Properties.Text("traceparent")));
                }
            }

            await StoreAsync(songs, stoppingToken);
            announcer.Wake();
        }
        finally
        {
            spans.ForEach(span => span?.Dispose());
        }
    }

    private async Task StoreAsync(List<(NewSong, string?)> songs, CancellationToken stoppingToken)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                await store.AddAsync(songs, stoppingToken);
                return;
            }
            catch (StorageException)
            {
                // The database has told what is wrong with it. Meanwhile the messages are the broker's.
                await Task.Delay(Backoff.After(failures), time, stoppingToken);
            }
        }
    }

    /// <returns><see langword="null"/> when it is none: it would be none the next time too.</returns>
    private NewSong? Read(Delivery delivery, Activity? span)
    {
        try
        {
            return NewSong.From(SongAdded.FromBody(delivery.Body), time.GetUtcNow());
        }
        catch (FormatException exception)
        {
            span?.SetTag("error.type", "malformed");
            span?.SetStatus(ActivityStatusCode.Error, exception.Message);
            Log.NoSong(logger, exception.Message);
            return null;
        }
    }

    private void Tell(string? problem)
    {
        if (problem is not null && !_isAway)
        {
            Log.DeafToNewMusic(logger, problem);
        }
        else if (problem is null)
        {
            Log.HearsOfNewMusic(logger, LibraryTopology.NotifierQueue);
        }

        _isAway = problem is not null;
    }
}
