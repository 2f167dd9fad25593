using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Playlist.Client.Messaging;
using Playlist.Client.Updates;
using Playlist.Protocol.Updates;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Playlist.Benchmarks.Updates;

/// <summary>The limit of what this broker and RabbitMQ.Client do: no outbox, and inboxes in memory.</summary>
/// <remarks>It answers when the broker has confirmed; the queues and messages are the same as ours.</remarks>
internal sealed class BareSystem : IUpdateSystem
{
    private const string Exchange = "bare.updates";

    private readonly UpdateSetting _setting;
    private readonly WebApplication _app;
    private readonly BrokerLink _link;
    private readonly Follower[] _followers;

    private BareSystem(UpdateSetting setting, WebApplication app, BrokerLink link, Follower[] followers) =>
        (_setting, _app, _link, _followers) = (setting, app, link, followers);

    public Uri Updates => new($"{_app.Urls.First()}/updates");

    public static async Task<IUpdateSystem> StartAsync(UpdateSetting setting, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory { Uri = setting.Broker.Uri, AutomaticRecoveryEnabled = false };
        var link = await BrokerLink.OpenAsync(factory, "bare", DeclareAsync, TimeSpan.FromSeconds(10));
        var app = MeasuredHost.CreateWeb(setting.Folder).Build();
        app.MapPost("/updates", async (Request request, CancellationToken token) =>
        {
            var update = ArtistUpdate.Create(request.Artist, request.Message, TimeProvider.System);
            var properties = new BasicProperties
            {
                MessageId = update.Id.ToString(),
                ContentType = UpdateTopology.ContentType,
                DeliveryMode = DeliveryModes.Persistent,
                Type = ArtistUpdate.TypeName,
            };
            await link.Channel.BasicPublishAsync(Exchange, RoutingKey.For(update.Artist), mandatory: true, properties, update.ToBody(), token);
            return TypedResults.Accepted((string?)null);
        });
        await app.StartAsync(cancellationToken);
        var followers = await setting.StartFollowersAsync((follower, token) => Follower.StartAsync(setting, follower, token), cancellationToken);
        return new BareSystem(setting, app, link, followers);
    }

    public Task<int> CountAsync(int follower, CancellationToken cancellationToken) => Task.FromResult(_followers[follower].Heard.Count);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _link.DisposeAsync();
        foreach (var follower in _followers)
        {
            await follower.DisposeAsync();
        }

        await _setting.DeleteQueuesAsync(_followers.Select(follower => follower.Queue));
    }

    private static Task DeclareAsync(IChannel channel, CancellationToken cancellationToken) =>
        channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);

    private sealed record Request(string Artist, string Message);

    private sealed class Follower(IConnection connection, string queue) : IAsyncDisposable
    {
        public ConcurrentDictionary<Guid, ArtistUpdate> Heard { get; } = [];

        public string Queue => queue;

        public static async Task<Follower> StartAsync(UpdateSetting setting, int number, CancellationToken cancellationToken)
        {
            var connection = await setting.Broker.ConnectAsync(cancellationToken);
            var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            var queue = await UpdateQueue.DeclareAsync(channel, new UpdateListenerOptions { Name = $"bare-{number}" }, cancellationToken);
            foreach (var artist in setting.Artists)
            {
                await channel.QueueBindAsync(queue, Exchange, RoutingKey.For(artist), cancellationToken: cancellationToken);
            }

            var follower = new Follower(connection, queue);
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += async (_, delivery) =>
            {
                var update = ArtistUpdate.FromBody(delivery.Body.Span);
                follower.Heard[update.Id] = update;
                setting.Arrivals.Arrived(number, update.Message);
                await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, CancellationToken.None);
            };
            await channel.BasicQosAsync(0, FeedConsumer.Prefetch, global: false, cancellationToken);
            await channel.BasicConsumeAsync(queue, autoAck: false, consumer, cancellationToken);
            return follower;
        }

        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}
