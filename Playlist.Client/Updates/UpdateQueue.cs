using Playlist.Protocol.Updates;
using RabbitMQ.Client;

namespace Playlist.Client.Updates;

/// <summary>The queue of one client (docs/messaging.md, section 2).</summary>
internal static class UpdateQueue
{
    // RabbitMQ 4 gives up what it has delivered 20 times, and so what a client that was killed so often had on its table; 3.10 knows no "never".
    private const int DeliveryLimit = 1_000_000;

    /// <param name="options">A named client's queue outlives its connection.</param>
    /// <returns>The queue's name.</returns>
    public static async Task<string> DeclareAsync(IChannel channel, UpdateListenerOptions options, CancellationToken cancellationToken)
    {
        var limits = options.Queue;
        var arguments = new Dictionary<string, object?> { ["x-max-length"] = limits.MaxLength, ["x-overflow"] = limits.Overflow };
        if (options.Name is not { } client)
        {
            return (await channel.QueueDeclareAsync("", durable: false, exclusive: true, autoDelete: true, arguments, cancellationToken: cancellationToken)).QueueName;
        }

        arguments["x-queue-type"] = "quorum";
        arguments["x-delivery-limit"] = DeliveryLimit;
        arguments["x-expires"] = (long)limits.Expires.TotalMilliseconds;
        return (await channel.QueueDeclareAsync(UpdateTopology.QueueOf(client), durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken)).QueueName;
    }
}
