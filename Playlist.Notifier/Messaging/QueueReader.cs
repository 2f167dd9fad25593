using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Playlist.Notifier.Messaging;

/// <summary>Reads a queue over a connection of its own, until that is lost: what has come meanwhile is read together, and acknowledged together.</summary>
internal sealed class QueueReader : IAsyncDisposable
{
    public const ushort MaxBatch = 200;

    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);

    private readonly Channel<Delivery> _deliveries = System.Threading.Channels.Channel.CreateUnbounded<Delivery>();
    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private QueueReader(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    /// <param name="name">The connection's, for RabbitMQ's management page.</param>
    /// <param name="declare">Declares the queue, and what it is bound to.</param>
    public static async Task<QueueReader> OpenAsync(IConnectionFactory factory, string name, string queue, Func<IConnection, CancellationToken, Task> declare, CancellationToken cancellationToken)
    {
        var connection = await factory.CreateConnectionAsync(name, cancellationToken);
        try
        {
            // A broker that does not answer this answers no goodbye to its channel either: the connection's is not waited for as long.
            await declare(connection, cancellationToken).WaitAsync(cancellationToken);
            var reader = new QueueReader(connection, await connection.CreateChannelAsync(cancellationToken: cancellationToken));
            await reader.ConsumeAsync(queue, cancellationToken);
            return reader;
        }
        catch
        {
            await CloseAsync(connection);
            throw;
        }
    }

    /// <summary>Waits for the next messages.</summary>
    /// <returns>1 to <see cref="MaxBatch"/>.</returns>
    /// <exception cref="IOException">Nothing comes through any more.</exception>
    public async Task<IReadOnlyList<Delivery>> ReadAsync(CancellationToken cancellationToken)
    {
        await _deliveries.Reader.WaitToReadAsync(cancellationToken);
        var batch = new List<Delivery>();
        while (batch.Count < MaxBatch && _deliveries.Reader.TryRead(out var delivery))
        {
            batch.Add(delivery);
        }

        return batch;
    }

    /// <summary>Acknowledges all up to this one.</summary>
    public ValueTask AcknowledgeAsync(Delivery last, CancellationToken cancellationToken) => _channel.BasicAckAsync(last.Tag, multiple: true, cancellationToken);

    public ValueTask DisposeAsync() => CloseAsync(_connection);

    private static async ValueTask CloseAsync(IConnection connection)
    {
        await connection.AbortAsync(CloseTimeout);
        await connection.DisposeAsync();
    }

    private async Task ConsumeAsync(string queue, CancellationToken cancellationToken)
    {
        _channel.ChannelShutdownAsync += (_, shutdown) => LoseAsync(shutdown.ReplyText);
        await _channel.BasicQosAsync(prefetchSize: 0, MaxBatch, global: false, cancellationToken);
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, received) => _deliveries.Writer.WriteAsync(Delivery.From(received), CancellationToken.None).AsTask();
        consumer.UnregisteredAsync += (_, _) => LoseAsync("the queue was deleted");
        await _channel.BasicConsumeAsync(queue, autoAck: false, consumer, cancellationToken);
    }

    private Task LoseAsync(string reason)
    {
        _deliveries.Writer.TryComplete(new IOException($"The connection to RabbitMQ is lost: {reason}."));
        return Task.CompletedTask;
    }
}

/// <summary>A message, for as long as it is needed.</summary>
internal sealed record Delivery(ulong Tag, string RoutingKey, IReadOnlyBasicProperties Properties, byte[] Body)
{
    // What RabbitMQ.Client hands over is its own again after the event.
    public static Delivery From(BasicDeliverEventArgs received) =>
        new(received.DeliveryTag, received.RoutingKey, new BasicProperties(received.BasicProperties), received.Body.ToArray());
}
