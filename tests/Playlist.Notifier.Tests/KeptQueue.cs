using Playlist.Protocol.Updates;
using Playlist.Testing.Messaging;
using RabbitMQ.Client;

namespace Playlist.Notifier.Tests;

/// <summary>A durable queue, as a client's: what it was given is there however often the broker restarts.</summary>
internal static class KeptQueue
{
    public static async Task BindAsync(BrokerFixture broker, string queue, CancellationToken cancellationToken, params string[] artists)
    {
        await using var connection = await broker.ConnectAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await channel.ExchangeDeclareAsync(UpdateTopology.Exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
        foreach (var artist in artists)
        {
            await channel.QueueBindAsync(queue, UpdateTopology.Exchange, RoutingKey.For(artist), cancellationToken: cancellationToken);
        }
    }

    /// <summary>Takes all that is in it.</summary>
    public static async Task<List<ArtistUpdate>> TakeAsync(BrokerFixture broker, string queue, CancellationToken cancellationToken)
    {
        await using var connection = await broker.ConnectAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        var taken = new List<ArtistUpdate>();
        while (await channel.BasicGetAsync(queue, autoAck: true, cancellationToken) is { } got)
        {
            taken.Add(ArtistUpdate.FromBody(got.Body.Span));
        }

        return taken;
    }

    public static async Task DeleteAsync(BrokerFixture broker, string queue, CancellationToken cancellationToken)
    {
        await using var connection = await broker.ConnectAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await channel.QueueDeleteAsync(queue, cancellationToken: cancellationToken);
    }
}
