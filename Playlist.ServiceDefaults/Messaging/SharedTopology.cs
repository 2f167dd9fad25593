using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Microsoft.Extensions.Hosting;

/// <summary>What several processes use on the broker. Each declares it, so that it does not matter who starts first; who may not (403), finds it there.</summary>
public static class SharedTopology
{
    /// <param name="type">Of <see cref="ExchangeType"/>; it is durable.</param>
    /// <param name="mayDiffer">Whether one of another type will do.</param>
    /// <exception cref="OperationInterruptedException">There is none, and this process may not make it; or it differs.</exception>
    public static Task EnsureExchangeAsync(IConnection connection, string name, string type, CancellationToken cancellationToken, bool mayDiffer = false) => EnsureAsync(
        connection,
        channel => channel.ExchangeDeclareAsync(name, type, durable: true, cancellationToken: cancellationToken),
        channel => channel.ExchangeDeclarePassiveAsync(name, cancellationToken),
        mayDiffer,
        cancellationToken);

    /// <summary>A durable queue, bound to an exchange. One with other arguments will do.</summary>
    /// <exception cref="OperationInterruptedException">There is none, and this process may not make it.</exception>
    public static async Task EnsureQueueAsync(
        IConnection connection, string name, IReadOnlyDictionary<string, object?> arguments, string exchange, string routingKey, CancellationToken cancellationToken)
    {
        await EnsureAsync(
            connection,
            channel => channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>(arguments), cancellationToken: cancellationToken),
            channel => channel.QueueDeclarePassiveAsync(name, cancellationToken),
            mayDiffer: true,
            cancellationToken);
        await EnsureAsync(
            connection,
            channel => channel.QueueBindAsync(name, exchange, routingKey, cancellationToken: cancellationToken),
            // Whoever made the queue has bound it.
            _ => Task.CompletedTask,
            mayDiffer: false,
            cancellationToken);
    }

    private static async Task EnsureAsync(IConnection connection, Func<IChannel, Task> declare, Func<IChannel, Task> find, bool mayDiffer, CancellationToken cancellationToken)
    {
        try
        {
            await OnChannelAsync(connection, declare, cancellationToken);
        }
        catch (OperationInterruptedException refused) when (
            refused.ShutdownReason?.ReplyCode is Constants.AccessRefused || (mayDiffer && refused.ShutdownReason?.ReplyCode is Constants.PreconditionFailed))
        {
            // With the refusal, RabbitMQ has closed the channel.
            await OnChannelAsync(connection, find, cancellationToken);
        }
    }

    private static async Task OnChannelAsync(IConnection connection, Func<IChannel, Task> use, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await use(channel);
    }
}
