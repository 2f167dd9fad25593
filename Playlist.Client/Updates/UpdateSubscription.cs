using Playlist.Protocol.Updates;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Playlist.Client.Updates;

/// <summary>One connection to the broker that consumes this client's queue, until it is lost.</summary>
internal sealed class UpdateSubscription : IAsyncDisposable
{
    private const ushort Prefetch = 32;

    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);

    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly string _queue;
    private readonly SemaphoreSlim _binding = new(1, 1);
    private readonly HashSet<string> _bound = [];
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private UpdateSubscription(IConnection connection, IChannel channel, string queue)
    {
        _connection = connection;
        _channel = channel;
        _queue = queue;
        channel.ChannelShutdownAsync += (_, shutdown) => LoseAsync(shutdown.ReplyText);
    }

    /// <summary>Ends when nothing comes through any more, with the reason.</summary>
    public Task<string> Lost => _lost.Task;

    /// <param name="deliver">Gets each delivery, one at a time, and acknowledges it.</param>
    public static async Task<UpdateSubscription> OpenAsync(
        IConnectionFactory factory, string? client, IReadOnlyList<string> artists, Func<IChannel, BasicDeliverEventArgs, Task> deliver, CancellationToken cancellationToken)
    {
        var connection = await factory.CreateConnectionAsync(client ?? "client", cancellationToken);
        try
        {
            var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            var queue = await UpdateQueue.DeclareAsync(channel, client, cancellationToken);
            var subscription = new UpdateSubscription(connection, channel, queue);
            await subscription.BindAsync(artists, cancellationToken);

            await channel.BasicQosAsync(prefetchSize: 0, Prefetch, global: false, cancellationToken);
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += (_, delivery) => deliver(channel, delivery);
            consumer.UnregisteredAsync += (_, _) => subscription.LoseAsync("the broker cancelled the consumer");
            // Exclusive: two clients of one name would each hear half.
            await channel.BasicConsumeAsync(queue, autoAck: false, consumerTag: "", noLocal: false, exclusive: client is not null, arguments: null, consumer, cancellationToken);
            return subscription;
        }
        catch
        {
            await connection.AbortAsync(CloseTimeout);
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes the queue's bindings those of these artists.</summary>
    public async Task BindAsync(IReadOnlyList<string> artists, CancellationToken cancellationToken)
    {
        await _binding.WaitAsync(cancellationToken);
        try
        {
            foreach (var artist in artists.Where(artist => !_bound.Contains(artist)))
            {
                await _channel.QueueBindAsync(_queue, UpdateTopology.Exchange, RoutingKey.For(artist), cancellationToken: cancellationToken);
                _bound.Add(artist);
            }

            foreach (var artist in _bound.Except(artists).ToList())
            {
                await UnbindAsync(RoutingKey.For(artist), cancellationToken);
                _bound.Remove(artist);
            }
        }
        finally
        {
            _binding.Release();
        }
    }

    /// <summary>Removes the binding of an artist whom an earlier run of this client followed.</summary>
    public Task UnbindAsync(string routingKey, CancellationToken cancellationToken) =>
        _channel.QueueUnbindAsync(_queue, UpdateTopology.Exchange, routingKey, cancellationToken: cancellationToken);

    /// <summary>Asks the broker whether this client still consumes: a connection that looks healthy may be deaf.</summary>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        if (await _channel.ConsumerCountAsync(_queue, cancellationToken) == 0)
        {
            throw new InvalidOperationException("the broker has forgotten this client's consumer");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.AbortAsync(CloseTimeout);
        await _connection.DisposeAsync();
        _binding.Dispose();
    }

    private Task LoseAsync(string reason)
    {
        _lost.TrySetResult(reason);
        return Task.CompletedTask;
    }
}
