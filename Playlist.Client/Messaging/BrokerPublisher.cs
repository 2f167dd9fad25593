using Playlist.Protocol.Updates;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Playlist.Client.Messaging;

/// <summary>What little a client publishes: probes to itself, and what it could not handle.</summary>
/// <remarks>On a connection of its own: a broker that is short of memory or disk stops reading from those that publish, and so would read no acknowledgements.</remarks>
internal sealed class BrokerPublisher(IConnectionFactory factory, string name) : IAsyncDisposable
{
    private static readonly TimeSpan OpenTimeout = TimeSpan.FromSeconds(10);

    // A probe that nobody hears is in nobody's way for long.
    private const string ProbeExpiration = "60000";

    // RabbitMQ allows a frame, and so all headers, 128 KiB.
    private const int MaxReasonLength = 1000;

    private readonly SemaphoreSlim _publishing = new(1, 1);
    private BrokerLink? _link;

    public Uri Broker => factory.Uri;

    /// <returns>Whether the broker has taken the probe: when not, it takes none for now, and there is nothing to conclude.</returns>
    /// <exception cref="DeafConsumerException">There is no binding by which it could come back.</exception>
    public async Task<bool> TryProbeAsync(string queue, CancellationToken cancellationToken)
    {
        await _publishing.WaitAsync(cancellationToken);
        try
        {
            if (_link is { Blocked: not null })
            {
                return false;
            }

            var channel = await OpenAsync();
            await channel.BasicPublishAsync(
                UpdateTopology.Probes, UpdateTopology.ProbeKeyOf(queue), mandatory: true, new BasicProperties { Type = UpdateTopology.ProbeType, Expiration = ProbeExpiration }, ReadOnlyMemory<byte>.Empty, cancellationToken);
            return true;
        }
        catch (PublishException exception)
        {
            // Refused, it is that the queue is full.
            return exception.IsReturn ? throw new DeafConsumerException("the binding for probes is gone") : false;
        }
        catch (OperationCanceledException) when (_link is { Blocked: not null })
        {
            return false;
        }
        finally
        {
            _publishing.Release();
        }
    }

    /// <summary>Returns when the broker has confirmed that it keeps the message.</summary>
    public async Task DeadLetterAsync(BasicDeliverEventArgs delivery, string queue, string reason, CancellationToken cancellationToken)
    {
        await _publishing.WaitAsync(cancellationToken);
        try
        {
            var channel = await OpenAsync();
            await DeclareDeadLettersAsync(_link!.Connection, cancellationToken);
            var properties = new BasicProperties(delivery.BasicProperties)
            {
                DeliveryMode = DeliveryModes.Persistent,
                Headers = new Dictionary<string, object?>(delivery.BasicProperties.Headers ?? new Dictionary<string, object?>())
                {
                    [UpdateTopology.DeadLetterReasonHeader] = reason.Length <= MaxReasonLength ? reason : reason[..MaxReasonLength],
                },
            };
            properties.ClearUserId();
            properties.ClearExpiration();
            await channel.BasicPublishAsync(UpdateTopology.DeadLetters, queue, mandatory: true, properties, delivery.Body, cancellationToken);
        }
        finally
        {
            _publishing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_link is not null)
        {
            await _link.DisposeAsync();
        }

        _publishing.Dispose();
    }

    private static async Task DeclareDeadLettersAsync(IConnection connection, CancellationToken cancellationToken)
    {
        // An earlier version's fanout exchange and shorter queue will do.
        await SharedTopology.EnsureExchangeAsync(connection, UpdateTopology.DeadLetters, ExchangeType.Topic, cancellationToken, mayDiffer: true);
        await SharedTopology.EnsureQueueAsync(connection, UpdateTopology.DeadLetters, UpdateTopology.DeadLetterArguments, UpdateTopology.DeadLetters, UpdateTopology.EveryDeadLetter, cancellationToken);
    }

    private async Task<IChannel> OpenAsync()
    {
        if (_link is { IsOpen: false })
        {
            await _link.DisposeAsync();
            _link = null;
        }

        _link ??= await BrokerLink.OpenAsync(factory, $"{name} (publishes)", (_, _) => Task.CompletedTask, OpenTimeout);
        return _link.Channel;
    }
}
