using Playlist.Protocol.Updates;
using RabbitMQ.Client;

namespace Playlist.Client.Updates;

/// <summary>The queue of one client, and where its dead letters go (docs/messaging.md, section 2).</summary>
internal static class UpdateQueue
{
    private const string DeadLetters = "playlist.dead-letters";
    private const string DropOldest = "drop-head";
    private const int MaxDeadLetters = 1_000;
    private const int MaxUpdates = 10_000;
    private static readonly TimeSpan Unused = TimeSpan.FromDays(7);

    /// <summary>Declares everything that the client needs, and so does not depend on who starts first.</summary>
    /// <param name="client">A named client's queue outlives its connection.</param>
    /// <returns>The queue's name.</returns>
    public static async Task<string> DeclareAsync(IChannel channel, string? client, CancellationToken cancellationToken)
    {
        await channel.ExchangeDeclareAsync(UpdateTopology.Exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
        await channel.ExchangeDeclareAsync(DeadLetters, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(
            DeadLetters, durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-max-length"] = MaxDeadLetters, ["x-overflow"] = DropOldest }, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(DeadLetters, DeadLetters, routingKey: "", cancellationToken: cancellationToken);

        var arguments = new Dictionary<string, object?> { ["x-dead-letter-exchange"] = DeadLetters, ["x-max-length"] = MaxUpdates, ["x-overflow"] = DropOldest };
        if (client is null)
        {
            return (await channel.QueueDeclareAsync("", durable: false, exclusive: true, autoDelete: true, arguments, cancellationToken: cancellationToken)).QueueName;
        }

        arguments["x-expires"] = (long)Unused.TotalMilliseconds;
        return (await channel.QueueDeclareAsync($"playlist.client.{client}", durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken)).QueueName;
    }
}
