using System.Reflection;
using System.Text.Json.Nodes;
using Playlist.Protocol.Library;
using Playlist.Protocol.Playlists;
using Playlist.Protocol.Updates;
using Playlist.Testing.Messaging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Playlist.DistributedTests;

/// <summary>A broker with the users, permissions and exchanges that the AppHost gives its own.</summary>
public sealed class GuardedBroker : IAsyncLifetime
{
    private const string Password = "password";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playlist-definitions-");
    private BrokerFixture? _broker;

    public async ValueTask InitializeAsync()
    {
        await using var file = Assembly.Load("Playlist.AppHost").GetManifestResourceStream("broker-definitions.json")!;
        var definitions = (await JsonNode.ParseAsync(file))!;
        foreach (var user in definitions["users"]!.AsArray().OfType<JsonObject>())
        {
            user.Remove("password_hash");
            user["password"] = Password;
        }

        definitions["users"]!.AsArray().Add(new JsonObject { ["name"] = "guest", ["password"] = "guest", ["tags"] = "administrator" });
        definitions["vhosts"] = new JsonArray(new JsonObject { ["name"] = "/" });
        definitions["permissions"]!.AsArray().Add(new JsonObject { ["user"] = "guest", ["vhost"] = "/", ["configure"] = ".*", ["write"] = ".*", ["read"] = ".*" });
        var path = Path.Combine(_folder.FullName, "definitions.json");
        await File.WriteAllTextAsync(path, definitions.ToJsonString());
        _broker = new BrokerFixture { Configuration = $"load_definitions = {path}" };
        await _broker.StartAsync(TestContext.Current.CancellationToken);
    }

    public async Task<IChannel> ConnectAsync(string user, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory { HostName = "127.0.0.1", Port = _broker!.Port, UserName = user, Password = Password, AutomaticRecoveryEnabled = false };
        var connection = await factory.CreateConnectionAsync(cancellationToken);
        return await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }
}

/// <summary>Who may do what at the broker (docs/messaging.md).</summary>
public sealed class BrokerAccessTests(GuardedBroker broker) : IClassFixture<GuardedBroker>
{
    private static readonly Dictionary<string, object?> Quorum = new() { ["x-queue-type"] = "quorum" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_notifier_publishes_updates_hears_of_new_songs_and_sends_dead_letters_again()
    {
        await DeclareQueueAsync("client-1", "client.client-1");
        var notifier = await broker.ConnectAsync("notifier", Cancellation);

        await notifier.ExchangeDeclareAsync(UpdateTopology.Exchange, ExchangeType.Topic, durable: true, cancellationToken: Cancellation);
        await notifier.ExchangeDeclareAsync(UpdateTopology.OriginalExchange, ExchangeType.Topic, durable: false, cancellationToken: Cancellation);
        await notifier.ExchangeBindAsync(UpdateTopology.OriginalExchange, UpdateTopology.Exchange, UpdateTopology.EveryArtist, cancellationToken: Cancellation);
        await PublishAsync(notifier, UpdateTopology.Exchange, "artist.Taylor Swift");
        await notifier.ExchangeDeclareAsync(LibraryTopology.Exchange, ExchangeType.Topic, durable: true, cancellationToken: Cancellation);
        await notifier.QueueDeclareAsync(LibraryTopology.NotifierQueue, durable: true, exclusive: false, autoDelete: false, Quorum, cancellationToken: Cancellation);
        await notifier.QueueBindAsync(LibraryTopology.NotifierQueue, LibraryTopology.Exchange, LibraryTopology.SongAdded, cancellationToken: Cancellation);
        await notifier.BasicGetAsync(LibraryTopology.NotifierQueue, autoAck: true, Cancellation);
        await notifier.BasicGetAsync(UpdateTopology.DeadLetters, autoAck: true, Cancellation);
        await PublishAsync(notifier, "", "client.client-1");
    }

    [Fact]
    public async Task The_server_announces_playlists_and_songs()
    {
        var server = await broker.ConnectAsync("server", Cancellation);

        foreach (var exchange in new[] { PlaylistTopology.Exchange, LibraryTopology.Exchange })
        {
            await server.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true, cancellationToken: Cancellation);
            await PublishAsync(server, exchange, "any");
        }
    }

    [Fact]
    public async Task A_client_has_its_own_queue_and_the_exchanges_that_it_listens_to()
    {
        var client = await DeclareQueueAsync("client-2", "client.client-2");

        await client.ExchangeDeclarePassiveAsync(UpdateTopology.Exchange, Cancellation);
        await client.QueueBindAsync("client.client-2", UpdateTopology.Exchange, "artist.Golden", cancellationToken: Cancellation);
        await client.QueueBindAsync("client.client-2", UpdateTopology.Probes, "client.client-2", cancellationToken: Cancellation);
        await PublishAsync(client, UpdateTopology.Probes, "client.client-2");
        await PublishAsync(client, UpdateTopology.DeadLetters, "client.client-2");
        Assert.NotNull(await client.BasicGetAsync("client.client-2", autoAck: true, Cancellation));
        await client.QueueUnbindAsync("client.client-2", UpdateTopology.Exchange, "artist.Golden", cancellationToken: Cancellation);
        var changes = (await client.QueueDeclareAsync("", durable: false, exclusive: true, autoDelete: true, cancellationToken: Cancellation)).QueueName;
        await client.QueueBindAsync(changes, PlaylistTopology.Exchange, PlaylistTopology.EveryPlaylist, cancellationToken: Cancellation);
    }

    [Fact]
    public async Task A_client_cannot_publish_what_others_say_nor_touch_anyones_queue()
    {
        await DeclareQueueAsync("client-1", "client.client-1");

        await AssertRefusedAsync("client-2", client => PublishAsync(client, UpdateTopology.Exchange, "artist.Taylor Swift"));
        await AssertRefusedAsync("client-2", client => PublishAsync(client, PlaylistTopology.Exchange, "playlist.1"));
        await AssertRefusedAsync("client-2", client => PublishAsync(client, LibraryTopology.Exchange, LibraryTopology.SongAdded));
        await AssertRefusedAsync("client-2", client => PublishAsync(client, "", "client.client-1"));
        await AssertRefusedAsync("client-2", client => PublishAsync(client, UpdateTopology.DeadLetters, "client.client-1"));
        await AssertRefusedAsync("client-2", client => PublishAsync(client, UpdateTopology.Probes, "client.client-1"));
        await AssertRefusedAsync("client-2", client => client.BasicGetAsync("client.client-1", autoAck: true, Cancellation));
        await AssertRefusedAsync("client-2", client => client.BasicConsumeAsync("client.client-1", autoAck: true, new RabbitMQ.Client.Events.AsyncEventingBasicConsumer(client), Cancellation));
        await AssertRefusedAsync("client-2", client => client.QueuePurgeAsync("client.client-1", Cancellation));
        await AssertRefusedAsync("client-2", client => client.QueueDeleteAsync("client.client-1", cancellationToken: Cancellation));
        await AssertRefusedAsync("client-2", client => client.QueueBindAsync("client.client-1", UpdateTopology.Exchange, "artist.#", cancellationToken: Cancellation));
        await AssertRefusedAsync("client-2", client => client.BasicGetAsync(UpdateTopology.DeadLetters, autoAck: true, Cancellation));
        await AssertRefusedAsync("client-2", client => client.ExchangeDeleteAsync(UpdateTopology.Exchange, cancellationToken: Cancellation));
        await AssertRefusedAsync("client-2", client => client.ExchangeDeclareAsync("another", ExchangeType.Fanout, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task The_server_cannot_hear_or_tell_updates_and_the_notifier_cannot_read_a_clients_queue()
    {
        await DeclareQueueAsync("client-3", "client.client-3");

        await AssertRefusedAsync("server", server => PublishAsync(server, UpdateTopology.Exchange, "artist.Taylor Swift"));
        await AssertRefusedAsync("server", server => server.BasicGetAsync("client.client-3", autoAck: true, Cancellation));
        await AssertRefusedAsync("server", server => server.QueueDeclareAsync("", cancellationToken: Cancellation));
        await AssertRefusedAsync("notifier", notifier => notifier.BasicGetAsync("client.client-3", autoAck: true, Cancellation));
        await AssertRefusedAsync("notifier", notifier => notifier.QueueDeleteAsync("client.client-3", cancellationToken: Cancellation));
        await AssertRefusedAsync("notifier", notifier => PublishAsync(notifier, PlaylistTopology.Exchange, "playlist.1"));
    }

    private async Task<IChannel> DeclareQueueAsync(string user, string queue)
    {
        var channel = await broker.ConnectAsync(user, Cancellation);
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, Quorum, cancellationToken: Cancellation);
        return channel;
    }

    private async Task AssertRefusedAsync(string user, Func<IChannel, Task> act)
    {
        var channel = await broker.ConnectAsync(user, Cancellation);

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => act(channel).WaitAsync(TimeSpan.FromSeconds(30), Cancellation));

        var closed = exception as OperationInterruptedException ?? exception.InnerException as OperationInterruptedException;
        Assert.Equal<int?>(Constants.AccessRefused, (closed?.ShutdownReason ?? channel.CloseReason)?.ReplyCode);
    }

    private static Task PublishAsync(IChannel channel, string exchange, string routingKey) =>
        channel.BasicPublishAsync(exchange, routingKey, mandatory: false, new BasicProperties(), new byte[] { 1 }, Cancellation).AsTask();
}
