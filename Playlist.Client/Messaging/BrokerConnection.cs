using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Playlist.Client.Messaging;

/// <summary>One connection to the broker, with a channel for each feed that consumes its queue, until one of them is lost.</summary>
internal sealed class BrokerConnection : IAsyncDisposable
{
    private const ushort Prefetch = 32;

    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);

    private readonly IConnection _connection;
    private readonly List<(IChannel Channel, string Queue)> _consumed = [];
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BrokerConnection(IConnection connection) => _connection = connection;

    /// <summary>Ends when nothing comes through any more, with the reason.</summary>
    public Task<string> Lost => _lost.Task;

    /// <param name="deliver">Gets each delivery, one at a time of each feed, and acknowledges it.</param>
    public static async Task<BrokerConnection> OpenAsync(
        IConnectionFactory factory, string name, IEnumerable<IBrokerFeed> feeds, Func<IBrokerFeed, IChannel, BasicDeliverEventArgs, Task> deliver, CancellationToken cancellationToken)
    {
        var connection = new BrokerConnection(await factory.CreateConnectionAsync(name, cancellationToken));
        try
        {
            foreach (var feed in feeds)
            {
                await connection.ConsumeAsync(feed, deliver, cancellationToken);
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks the broker whether this client still consumes: a connection that looks healthy may be deaf.</summary>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        foreach (var (channel, queue) in _consumed)
        {
            if (await channel.ConsumerCountAsync(queue, cancellationToken) == 0)
            {
                throw new InvalidOperationException("the broker has forgotten this client's consumer");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.AbortAsync(CloseTimeout);
        await _connection.DisposeAsync();
    }

    private async Task ConsumeAsync(IBrokerFeed feed, Func<IBrokerFeed, IChannel, BasicDeliverEventArgs, Task> deliver, CancellationToken cancellationToken)
    {
        var channel = await _connection.CreateChannelAsync(cancellationToken: cancellationToken);
        channel.ChannelShutdownAsync += (_, shutdown) => LoseAsync(shutdown.ReplyText);
        var queue = await feed.DeclareAsync(channel, cancellationToken);
        await channel.BasicQosAsync(prefetchSize: 0, Prefetch, global: false, cancellationToken);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) => deliver(feed, channel, delivery);
        consumer.UnregisteredAsync += (_, _) => LoseAsync("the broker cancelled the consumer");
        // Exclusive: two clients of one name would each hear half.
        await channel.BasicConsumeAsync(queue.Name, autoAck: false, consumerTag: "", noLocal: false, exclusive: queue.IsShared, arguments: null, consumer, cancellationToken);
        _consumed.Add((channel, queue.Name));
    }

    private Task LoseAsync(string reason)
    {
        _lost.TrySetResult(reason);
        return Task.CompletedTask;
    }
}
