using RabbitMQ.Client;

namespace Microsoft.Extensions.Hosting;

/// <summary>A connection with the one channel that a process publishes on, and the exchanges that it publishes to.</summary>
public sealed class BrokerLink : IAsyncDisposable
{
    // Tracking makes a publish wait for its confirm. No rate limiter: each publish has a deadline of its own.
    private static readonly CreateChannelOptions Confirmed = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private readonly IConnection _connection;

    private BrokerLink(IConnection connection, IChannel channel)
    {
        _connection = connection;
        Channel = channel;
        connection.ConnectionBlockedAsync += (_, blocked) =>
        {
            Blocked = blocked.Reason;
            return Task.CompletedTask;
        };
        connection.ConnectionUnblockedAsync += (_, _) =>
        {
            Blocked = null;
            return Task.CompletedTask;
        };
    }

    public IConnection Connection => _connection;

    public IChannel Channel { get; }

    public bool IsOpen => Channel.IsOpen;

    /// <summary>Why the broker takes no messages, such as <c>low on disk</c>; <see langword="null"/> while it does.</summary>
    public string? Blocked { get; private set; }

    /// <param name="name">The connection's, for RabbitMQ's management page.</param>
    /// <param name="declare">Declares what is published to.</param>
    /// <exception cref="OperationCanceledException">It took longer than <paramref name="timeout"/>.</exception>
    public static async Task<BrokerLink> OpenAsync(IConnectionFactory factory, string name, Func<IChannel, CancellationToken, Task> declare, TimeSpan timeout)
    {
        using var deadline = new CancellationTokenSource(timeout);
        var connection = await factory.CreateConnectionAsync(name, deadline.Token);
        try
        {
            var channel = await connection.CreateChannelAsync(Confirmed, deadline.Token);
            await declare(channel, deadline.Token);
            return new BrokerLink(connection, channel);
        }
        catch
        {
            await CloseAsync(connection);
            throw;
        }
    }

    public ValueTask DisposeAsync() => CloseAsync(_connection);

    /// <summary>Takes up to 5 s when the broker is silent: RabbitMQ.Client knows no shorter goodbye.</summary>
    private static async ValueTask CloseAsync(IConnection connection)
    {
        await connection.AbortAsync();
        await connection.DisposeAsync();
    }
}
