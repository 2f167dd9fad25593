using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Playlist.Protocol.Updates;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Playlist.Testing.Messaging;

/// <summary>A queue of its own, bound to one exchange with one key, and what arrives in it.</summary>
public sealed class Follower : IAsyncDisposable
{
    private readonly Channel<Heard> _heard = Channel.CreateUnbounded<Heard>();
    private readonly IConnection _connection;

    private Follower(IConnection connection) => _connection = connection;

    public static Task<Follower> OfAsync(string artist, BrokerFixture broker, CancellationToken cancellationToken) =>
        BindAsync(broker, UpdateTopology.Exchange, RoutingKey.For(artist), durable: true, cancellationToken);

    public static async Task<Follower> BindAsync(BrokerFixture broker, string exchange, string bindingKey, bool durable, CancellationToken cancellationToken)
    {
        var follower = new Follower(await broker.ConnectAsync(cancellationToken));
        var channel = await follower._connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await channel.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable, cancellationToken: cancellationToken);
        var queue = (await channel.QueueDeclareAsync("", durable: false, exclusive: true, autoDelete: true, cancellationToken: cancellationToken)).QueueName;
        await channel.QueueBindAsync(queue, exchange, bindingKey, cancellationToken: cancellationToken);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) => follower._heard.Writer.WriteAsync(Heard.From(delivery), CancellationToken.None).AsTask();
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer, cancellationToken);
        return follower;
    }

    public async Task<Heard> HearAsync(CancellationToken cancellationToken) =>
        await _heard.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}

public sealed record Heard(string Exchange, string RoutingKey, IReadOnlyBasicProperties Properties, string Body)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    /// <summary>Headers of text, as text.</summary>
    public string? Header(string name) => Properties.Headers?.TryGetValue(name, out var value) is true ? Encoding.UTF8.GetString((byte[])value!) : null;

    public static Heard From(BasicDeliverEventArgs delivery) =>
        new(delivery.Exchange, delivery.RoutingKey, new BasicProperties(delivery.BasicProperties), Encoding.UTF8.GetString(delivery.Body.Span));
}
