using System.Diagnostics;
using Playlist.Client.Inbox;
using Playlist.Protocol.Updates;
using Playlist.Testing;
using Playlist.Testing.Messaging;
using RabbitMQ.Client;

[assembly: AssemblyFixture(typeof(BrokerFixture))]

namespace Playlist.Client.Tests.Updates;

/// <summary>Against a real broker. Each test has artists and client names of its own.</summary>
public sealed class UpdateListenerTests(BrokerFixture broker) : IAsyncLifetime
{
    private readonly string _test = Guid.NewGuid().ToString("N")[..8];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Swift => $"Taylor Swift {_test}";

    private string Ghost => $"Sorry Ghost {_test}";

    private string Huntrx => $"HUNTRX {_test}";

    public async ValueTask InitializeAsync() => await broker.StartAsync(Cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_hears_whom_it_follows_and_nobody_else(bool named)
    {
        await using var listening = await Listening.StartAsync(broker.Uri, named ? $"c-{_test}" : null, [Swift, Ghost], Cancellation);

        await PublishAsync(Swift, "New album released!");
        await PublishAsync(Huntrx, "On tour this summer!");
        await PublishAsync(Ghost, "New single out now!");

        Assert.Equal($"{Swift}: New album released!", await listening.Heard.NextAsync(Cancellation));
        Assert.Equal($"{Ghost}: New single out now!", await listening.Heard.NextAsync(Cancellation));
    }

    [Fact]
    public async Task Whom_it_follows_can_change_while_it_listens()
    {
        await using var listening = await Listening.StartAsync(broker.Uri, name: null, [Swift], Cancellation);

        Assert.Equal((Ghost, true), await listening.Listener.FollowAsync($"  {Ghost} ", Cancellation));
        Assert.Equal((Ghost, false), await listening.Listener.FollowAsync(Ghost, Cancellation));
        Assert.Equal(Swift, await listening.Listener.UnfollowAsync(Swift.ToUpperInvariant(), Cancellation));
        Assert.Null(await listening.Listener.UnfollowAsync(Swift, Cancellation));
        await PublishAsync(Swift, "unheard");
        await PublishAsync(Ghost, "heard");

        Assert.Equal($"{Ghost}: heard", await listening.Heard.NextAsync(Cancellation));
    }

    [Fact]
    public async Task A_named_client_hears_what_came_while_it_was_away_and_keeps_it()
    {
        using var storage = new TempFolder();
        await using (await Listening.StartAsync(broker.Uri, $"c-{_test}", [Swift], Cancellation, settings: storage.Setting))
        {
        }

        await PublishAsync(Swift, "while away");

        await using (var listening = await Listening.StartAsync(broker.Uri, $"c-{_test}", [Swift], Cancellation, settings: storage.Setting))
        {
            Assert.Equal($"{Swift}: while away", await listening.Heard.NextAsync(Cancellation));
        }

        await using var again = await Listening.StartAsync(broker.Uri, $"c-{_test}", [], Cancellation, settings: storage.Setting);
        Assert.Equal("while away", Assert.Single(await again.Inbox.ListAsync(new InboxQuery(), 10, Cancellation)).Message);
    }

    [Fact]
    public async Task Whom_a_named_client_follows_survives_it_and_so_does_whom_it_has_unfollowed()
    {
        using var storage = new TempFolder();
        await using (var first = await Listening.StartAsync(broker.Uri, $"c-{_test}", [Swift], Cancellation, settings: storage.Setting))
        {
            await first.Listener.FollowAsync(Ghost, Cancellation);
            await first.Listener.UnfollowAsync(Swift, Cancellation);
        }

        await using var listening = await Listening.StartAsync(broker.Uri, $"c-{_test}", [Swift, Huntrx], Cancellation, settings: storage.Setting);

        Assert.False(await PublishAsync(Swift, "into the void"));
        Assert.True(await PublishAsync(Ghost, "heard"));
        Assert.True(await PublishAsync(Huntrx, "heard too"));
        Assert.Equal($"{Ghost}: heard", await listening.Heard.NextAsync(Cancellation));
        Assert.Equal($"{Huntrx}: heard too", await listening.Heard.NextAsync(Cancellation));
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task Unfollowing_while_the_broker_is_away_leaves_no_binding_behind()
    {
        using var storage = new TempFolder();
        await using (await Listening.StartAsync(broker.Uri, $"c-{_test}", [Swift, Ghost], Cancellation, settings: storage.Setting))
        {
        }

        await using (var offline = await Listening.TryAsync(new Uri("amqp://127.0.0.1:1"), $"c-{_test}", [], Cancellation, settings: storage.Setting))
        {
            Assert.Equal(Swift, await offline.Listener.UnfollowAsync(Swift, Cancellation));
        }

        await using var listening = await Listening.StartAsync(broker.Uri, $"c-{_test}", [Swift], Cancellation, settings: storage.Setting);
        Assert.False(await PublishAsync(Swift, "into the void"));
        Assert.True(await PublishAsync(Ghost, "heard"));
    }

    [Fact]
    public async Task A_binding_of_which_the_inbox_knows_nothing_goes_with_the_first_update()
    {
        await using (await Listening.StartAsync(broker.Uri, $"c-{_test}", [Swift, Ghost], Cancellation))
        {
        }

        await using var listening = await Listening.StartAsync(broker.Uri, $"c-{_test}", [Ghost], Cancellation);
        Assert.True(await PublishAsync(Swift, "unheard"));
        Assert.True(await PublishAsync(Ghost, "heard"));
        Assert.Equal($"{Ghost}: heard", await listening.Heard.NextAsync(Cancellation));

        Assert.False(await PublishAsync(Swift, "into the void"));
    }

    [Fact]
    public async Task Two_clients_of_one_name_do_not_share_the_updates()
    {
        await using var first = await Listening.StartAsync(broker.Uri, $"c-{_test}", [Swift], Cancellation);
        await using var second = await Listening.TryAsync(broker.Uri, $"c-{_test}", [Swift], Cancellation);

        await second.WaitUntilAsync(status => status.Problem is not null, Cancellation);

        Assert.Contains("another Client:Name", second.Status.Problem, StringComparison.Ordinal);
        await PublishAsync(Swift, "once");
        Assert.Equal($"{Swift}: once", await first.Heard.NextAsync(Cancellation));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_update_delivered_twice_is_heard_once(bool named)
    {
        await using var listening = await Listening.StartAsync(broker.Uri, named ? $"c-{_test}" : null, [Swift], Cancellation);
        var update = ArtistUpdate.Create(Swift, "twice", TimeProvider.System);

        await PublishAsync(Swift, update.ToBody());
        await PublishAsync(Swift, update.ToBody());
        await PublishAsync(Swift, "another");

        Assert.Equal($"{Swift}: twice", await listening.Heard.NextAsync(Cancellation));
        Assert.Equal($"{Swift}: another", await listening.Heard.NextAsync(Cancellation));
        Assert.Equal(2, (await listening.Inbox.ListAsync(new InboxQuery(), 10, Cancellation)).Count);
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task It_listens_again_after_the_broker_was_killed()
    {
        await using var own = new BrokerFixture();
        await own.StartAsync(Cancellation);
        await using var listening = await Listening.StartAsync(own.Uri, $"c-{_test}", [Swift], Cancellation);
        // RabbitMQ 3.10 forgets a quorum queue's server when it is killed in the first seconds of the queue's life, and the queue has no leader then.
        await own.StopAsync(Cancellation);
        await listening.WaitUntilAsync(status => !status.IsListening, Cancellation);
        await own.StartAsync(Cancellation);
        await listening.WaitUntilAsync(status => status.IsListening, Cancellation);

        await own.KillAsync(Cancellation);
        await listening.WaitUntilAsync(status => !status.IsListening, Cancellation);
        Assert.Contains($"{own.Port}", listening.Status.Problem, StringComparison.Ordinal);
        await listening.Listener.FollowAsync(Ghost, Cancellation);
        await own.StartAsync(Cancellation);
        await listening.WaitUntilAsync(status => status.IsListening, Cancellation);

        await PublishAsync(own, Ghost, ArtistUpdate.Create(Ghost, "back", TimeProvider.System).ToBody(), Cancellation);
        Assert.Equal($"{Ghost}: back", await listening.Heard.NextAsync(Cancellation));
    }

    [Fact]
    public async Task It_begins_again_when_its_queue_is_deleted()
    {
        await using var listening = await Listening.StartAsync(broker.Uri, $"c-{_test}", [Swift], Cancellation);
        await using var connection = await broker.ConnectAsync(Cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);

        await channel.QueueDeleteAsync($"client.c-{_test}", cancellationToken: Cancellation);
        await listening.WaitUntilAsync(status => !status.IsListening, Cancellation);
        await listening.WaitUntilAsync(status => status.IsListening, Cancellation);

        await PublishAsync(Swift, "again");
        Assert.Equal($"{Swift}: again", await listening.Heard.NextAsync(Cancellation));
    }

    [Fact]
    public async Task What_the_broker_refuses_is_told_with_what_to_do()
    {
        await using var connection = await broker.ConnectAsync(Cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
        await channel.QueueDeclareAsync($"client.c-{_test}", durable: true, exclusive: false, autoDelete: false, cancellationToken: Cancellation);
        await using var differs = await Listening.TryAsync(broker.Uri, $"c-{_test}", [Swift], Cancellation);
        await differs.WaitUntilAsync(status => status.Problem is not null, Cancellation);
        Assert.Contains($"client.c-{_test}", differs.Status.Problem, StringComparison.Ordinal);
        Assert.Contains("delete it", differs.Status.Problem, StringComparison.Ordinal);

        await using var stranger = await Listening.TryAsync(new UriBuilder(broker.Uri) { Password = "wrong" }.Uri, name: null, [Swift], Cancellation);
        await stranger.WaitUntilAsync(status => status.Problem is not null, Cancellation);
        Assert.Contains("ConnectionStrings:messaging", stranger.Status.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handling_is_a_consumer_span_under_and_linked_to_the_message()
    {
        await using var listening = await Listening.StartAsync(broker.Uri, name: null, [Swift], Cancellation);
        var publish = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        using var spans = new RecordedSpans(publish.TraceId);

        await PublishAsync(broker, Swift, ArtistUpdate.Create(Swift, Listening.Recorder.Unbearable, TimeProvider.System).ToBody(), Cancellation, $"00-{publish.TraceId}-{publish.SpanId}-01");

        var span = await Eventually.GetAsync(
            _ => Task.FromResult(spans.Ended.SingleOrDefault()),
            "the span",
            Cancellation);
        Assert.Equal(("process playlist.artist-updates", ActivityKind.Consumer, publish.SpanId), (span.OperationName, span.Kind, span.ParentSpanId));
        Assert.Equal(publish.SpanId, Assert.Single(span.Links).Context.SpanId);
        Assert.Equal((ActivityStatusCode.Error, typeof(NotSupportedException).FullName), (span.Status, span.GetTagItem("error.type")));
        Assert.Equal(
            ("rabbitmq", "playlist.artist-updates", "artist.{artist}", "process", "process", "127.0.0.1", broker.Port),
            (span.GetTagItem("messaging.system"), span.GetTagItem("messaging.destination.name"), span.GetTagItem("messaging.destination.template"), span.GetTagItem("messaging.operation.name"), span.GetTagItem("messaging.operation.type"), span.GetTagItem("server.address"), span.GetTagItem("server.port")));
    }

    /// <returns>Whether anybody's queue got it.</returns>
    private Task<bool> PublishAsync(string artist, string message) => PublishAsync(artist, ArtistUpdate.Create(artist, message, TimeProvider.System).ToBody());

    private Task<bool> PublishAsync(string artist, byte[] body) => PublishAsync(broker, artist, body, Cancellation);

    private static async Task<bool> PublishAsync(BrokerFixture broker, string artist, byte[] body, CancellationToken cancellationToken, string? traceparent = null)
    {
        await using var connection = await broker.ConnectAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
        var properties = new BasicProperties { Headers = traceparent is null ? null : new Dictionary<string, object?> { ["traceparent"] = traceparent } };
        try
        {
            await channel.BasicPublishAsync(UpdateTopology.Exchange, RoutingKey.For(artist), mandatory: true, properties, body, cancellationToken);
            return true;
        }
        catch (RabbitMQ.Client.Exceptions.PublishException returned) when (returned.IsReturn)
        {
            return false;
        }
    }
}
