using System.Diagnostics;
using Playlist.Protocol.Updates;
using Playlist.ServiceDefaults.Storage;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Playlist.Client.Messaging;

/// <summary>Consumes the queue of one feed, on a channel of its own: hands each message to the feed, and acknowledges it.</summary>
internal sealed class FeedConsumer : IDisposable
{
    /// <summary>How much the broker sends ahead: a slow handler slows nobody else.</summary>
    public const ushort Prefetch = 32;

    /// <summary>What is waited before a message that could not be handled is tried again.</summary>
    public static IReadOnlyList<TimeSpan> RetryDelays { get; } = [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(2500)];

    private static readonly TimeSpan FirstStorageDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MaxStorageDelay = TimeSpan.FromSeconds(15);

    private readonly IBrokerFeed _feed;
    private readonly IChannel _channel;
    private readonly BrokerPublisher _publisher;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action<Exception> _lose;
    private readonly TaskCompletionSource _unregistered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationTokenSource _aborted = new();
    private string _tag = "";
    private long _heard;
    private long? _heardBeforeProbe;
    private volatile bool _isBusy;

    private FeedConsumer(IBrokerFeed feed, IChannel channel, BrokerPublisher publisher, TimeProvider time, ILogger logger, Action<Exception> lose) =>
        (_feed, _channel, _publisher, _time, _logger, _lose) = (feed, channel, publisher, time, logger, lose);

    public string Queue { get; private set; } = "";

    /// <param name="lose">Told, perhaps more than once, when nothing comes through any more.</param>
    public static async Task<FeedConsumer> StartAsync(
        IConnection connection, IBrokerFeed feed, BrokerPublisher publisher, TimeProvider time, ILogger logger, Action<Exception> lose, CancellationToken cancellationToken)
    {
        await SharedTopology.EnsureExchangeAsync(connection, feed.Source.Exchange, ExchangeType.Topic, cancellationToken);
        await SharedTopology.EnsureExchangeAsync(connection, UpdateTopology.Probes, ExchangeType.Topic, cancellationToken);

        var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        var consumer = new FeedConsumer(feed, channel, publisher, time, logger, lose);
        await consumer.ConsumeAsync(cancellationToken);
        return consumer;
    }

    /// <summary>Finds out whether this consumer still hears: an open connection proves nothing (RabbitMQ.Client's issue 1993).</summary>
    /// <exception cref="DeafConsumerException">It does not.</exception>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        if (await _channel.ConsumerCountAsync(Queue, cancellationToken) == 0)
        {
            throw new DeafConsumerException("the broker has forgotten this client's consumer");
        }

        // In this order: what comes in between counts as heard.
        var heard = Interlocked.Read(ref _heard);
        if (_isBusy)
        {
            return;
        }

        if (_heardBeforeProbe == heard)
        {
            throw new DeafConsumerException("what this client sent to itself did not come");
        }

        _heardBeforeProbe = await _publisher.TryProbeAsync(Queue, cancellationToken) ? heard : null;
    }

    /// <summary>Takes no more messages, and ends those that have come.</summary>
    /// <param name="cancellationToken">Ends this early: what was not acknowledged comes again.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _channel.BasicCancelAsync(_tag, cancellationToken: cancellationToken);
            // Comes after the last of the messages, as they do.
            await _unregistered.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            await _ended.CancelAsync();
            await _aborted.CancelAsync();
        }
    }

    public void Dispose() => _ended.Cancel();

    private async Task ConsumeAsync(CancellationToken cancellationToken)
    {
        _channel.ChannelShutdownAsync += (_, shutdown) => LoseAsync(shutdown.ReplyText);
        var queue = await _feed.DeclareAsync(_channel, cancellationToken);
        Queue = queue.Name;
        await _channel.QueueBindAsync(Queue, UpdateTopology.Probes, UpdateTopology.ProbeKeyOf(Queue), cancellationToken: cancellationToken);
        await _channel.BasicQosAsync(prefetchSize: 0, Prefetch, global: false, cancellationToken);
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, delivery) => DeliverAsync(delivery);
        consumer.UnregisteredAsync += (_, _) =>
        {
            _unregistered.TrySetResult();
            return LoseAsync("the broker cancelled the consumer");
        };
        // A quorum queue knows no exclusive consumer. Two that begin at the same moment both give way, and try again.
        await RefuseCompanyAsync(queue, allowed: 0, cancellationToken);
        _tag = await _channel.BasicConsumeAsync(Queue, autoAck: false, consumer, cancellationToken);
        await RefuseCompanyAsync(queue, allowed: 1, cancellationToken);
    }

    private async Task RefuseCompanyAsync(FeedQueue queue, uint allowed, CancellationToken cancellationToken)
    {
        if (queue.IsShared && await _channel.ConsumerCountAsync(Queue, cancellationToken) > allowed)
        {
            throw new QueueTakenException(Queue);
        }
    }

    private Task LoseAsync(string reason)
    {
        Lose(new BrokerLostException(reason));
        return Task.CompletedTask;
    }

    private void Lose(Exception reason)
    {
        _ended.Cancel();
        _lose(reason);
    }

    private async Task DeliverAsync(BasicDeliverEventArgs delivery)
    {
        if (_ended.IsCancellationRequested)
        {
            return;
        }

        _isBusy = true;
        Interlocked.Increment(ref _heard);
        try
        {
            // Every client may publish to the exchange of the probes: nothing that comes from there is an update.
            if (delivery.Exchange != UpdateTopology.Probes)
            {
                await ProcessAsync(delivery);
            }
            else
            {
                await _channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
            }
        }
        catch (Exception exception) when (BrokerProblem.Is(exception))
        {
            // The channel is gone, or this client stops: the broker will deliver it again.
        }
        finally
        {
            _isBusy = false;
        }
    }

    private async Task ProcessAsync(BasicDeliverEventArgs delivery)
    {
        ActivityContext.TryParse(delivery.BasicProperties.Text("traceparent"), delivery.BasicProperties.Text("tracestate"), isRemote: true, out var producer);
        using var processed = ClientTelemetry.StartProcess(_feed.Source, producer, delivery.BasicProperties.MessageId, delivery.RoutingKey, _publisher.Broker);
        try
        {
            if (await HandleAsync(delivery) is { } failure)
            {
                processed.Fail(failure);
                if (_feed.IsKept)
                {
                    Log.MessageFailed(_logger, failure, delivery.BasicProperties.MessageId, _feed.Source.Exchange);
                    await DeadLetterAsync(delivery, failure);
                }
                else
                {
                    Log.MessageDropped(_logger, failure, delivery.BasicProperties.MessageId, _feed.Source.Exchange);
                }
            }

            await _channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        }
        catch (Exception exception) when (BrokerProblem.Is(exception))
        {
            processed.Fail(exception);
        }
    }

    /// <returns>Why the message cannot be handled; <see langword="null"/> when it was.</returns>
    /// <exception cref="OperationCanceledException">The channel is gone, or this client stops.</exception>
    private async Task<Exception?> HandleAsync(BasicDeliverEventArgs delivery)
    {
        var storageDelay = FirstStorageDelay;
        for (var retries = 0; ;)
        {
            try
            {
                await _feed.HandleAsync(delivery, _aborted.Token);
                return null;
            }
            catch (StorageException) when (!_ended.IsCancellationRequested)
            {
                // Told by the database itself. The message stays where it is, and so does what comes after it.
                await Task.Delay(storageDelay, _time, _ended.Token);
                storageDelay = storageDelay * 2 < MaxStorageDelay ? storageDelay * 2 : MaxStorageDelay;
            }
            catch (Exception exception) when (!_ended.IsCancellationRequested && _channel.IsOpen)
            {
                if (exception is FormatException || !_feed.IsKept || retries == RetryDelays.Count)
                {
                    return exception;
                }

                Log.MessageRetried(_logger, exception, delivery.BasicProperties.MessageId);
                await Task.Delay(RetryDelays[retries++], _time, _ended.Token);
            }
            catch (Exception exception)
            {
                throw new OperationCanceledException("The channel is gone, or this client stops.", exception);
            }
        }
    }

    /// <summary>Has the message kept before it is acknowledged. A broker that refuses it is as good as lost: the message comes again.</summary>
    private async Task DeadLetterAsync(BasicDeliverEventArgs delivery, Exception failure)
    {
        try
        {
            using var deadline = BrokerListener.Deadline(_ended.Token);
            await _publisher.DeadLetterAsync(delivery, Queue, failure.Message, deadline.Token);
        }
        catch (Exception exception) when (BrokerProblem.Is(exception))
        {
            Lose(exception);
            throw;
        }
    }
}
