using RabbitMQ.Client;

namespace Playlist.Client.Messaging;

/// <summary>One connection to the broker, with a consumer for each feed, until one of them is lost.</summary>
internal sealed class BrokerConnection : IAsyncDisposable
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly IConnection _connection;
    private readonly BrokerPublisher _publisher;
    private readonly List<FeedConsumer> _consumers = [];
    private readonly TaskCompletionSource<Exception> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BrokerConnection(IConnection connection, BrokerPublisher publisher) => (_connection, _publisher) = (connection, publisher);

    /// <summary>Ends when nothing comes through any more, with the reason.</summary>
    public Task<Exception> Lost => _lost.Task;

    public static async Task<BrokerConnection> OpenAsync(
        IConnectionFactory factory, string name, IEnumerable<IBrokerFeed> feeds, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var connection = new BrokerConnection(await factory.CreateConnectionAsync(name, cancellationToken), new BrokerPublisher(factory, name));
        try
        {
            foreach (var feed in feeds)
            {
                connection._consumers.Add(await FeedConsumer.StartAsync(
                    connection._connection, feed, connection._publisher, time, logger, reason => connection._lost.TrySetResult(reason), cancellationToken));
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc cref="FeedConsumer.ProbeAsync"/>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        foreach (var consumer in _consumers)
        {
            await consumer.ProbeAsync(cancellationToken);
        }
    }

    /// <summary>Ends what has come, acknowledges it, and says goodbye.</summary>
    /// <inheritdoc cref="FeedConsumer.StopAsync" path="/param"/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(_consumers.Select(consumer => consumer.StopAsync(cancellationToken)));
            await _connection.CloseAsync(cancellationToken);
        }
        catch (Exception exception) when (BrokerProblem.Is(exception))
        {
            // It cannot wait any longer, or the broker is gone: what was not acknowledged comes again.
        }
    }

    public async ValueTask DisposeAsync()
    {
        _consumers.ForEach(consumer => consumer.Dispose());
        // Where nobody answers, RabbitMQ.Client takes up to half a minute more to say goodbye: the next connection does not wait for that.
        await Task.WhenAny(CloseAsync(), Task.Delay(CloseTimeout));
    }

    private async Task CloseAsync()
    {
        try
        {
            await _connection.AbortAsync(CloseTimeout);
            await _connection.DisposeAsync();
            await _publisher.DisposeAsync();
        }
        catch (Exception exception) when (BrokerProblem.Is(exception))
        {
            // It is gone already.
        }
    }
}
