using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Playlist.Notifier.DeadLetters;
using Playlist.Protocol.Updates;
using Playlist.Testing;
using Playlist.Testing.Messaging;
using RabbitMQ.Client;

namespace Playlist.Notifier.Tests.DeadLetters;

/// <summary>With a broker of their own: there is one queue of dead letters.</summary>
public sealed class DeadLetterTests(BrokerFixture broker) : IClassFixture<BrokerFixture>, IAsyncLifetime
{
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private RunningNotifier? _notifier;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RunningNotifier Notifier => _notifier!;

    public async ValueTask InitializeAsync()
    {
        await broker.StartAsync(Cancellation);
        _notifier = await RunningNotifier.StartAsync(broker.Uri, Cancellation);
    }

    public ValueTask DisposeAsync() => _notifier?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Dead_letters_are_listed_newest_first_and_sent_again_to_the_queue_they_came_from()
    {
        await KeptQueue.BindAsync(broker, "client.first", Cancellation);
        var (one, two) = (Update("One"), Update("Two"));
        await RejectAsync(one.ToBody(), one.Id.ToString(), "client.first", "it threw");
        await RejectAsync(two.ToBody(), two.Id.ToString(), "client.gone", "so did this");

        var listed = await WaitForAsync(count: 2);
        Assert.Equal(["Two", "One"], listed.Select(letter => letter.GetProperty("message").GetString()));
        Assert.Equal(["id", "queue", "artist", "message", "reason", "time"], listed[1].EnumerateObject().Select(member => member.Name));
        Assert.Equal((one.Id.ToString(), "client.first", "it threw"), (listed[1].GetProperty("id").GetString(), listed[1].GetProperty("queue").GetString(), listed[1].GetProperty("reason").GetString()));

        var answer = await SendAgainAsync(new { }, HttpStatusCode.OK);

        Assert.Equal((1, 1), (answer.GetProperty("sent").GetInt32(), answer.GetProperty("gone").GetInt32()));
        Assert.Equal([two.Id.ToString()], (await WaitForAsync(count: 1)).Select(letter => letter.GetProperty("id").GetString()));
        await using var connection = await broker.ConnectAsync(Cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
        var again = await channel.BasicGetAsync("client.first", autoAck: true, Cancellation);
        Assert.Equal(one, ArtistUpdate.FromBody(again!.Body.Span));
        Assert.Equal((one.Id.ToString(), "artist_update", "application/json"), (again.BasicProperties.MessageId, again.BasicProperties.Type, again.BasicProperties.ContentType));
        Assert.Equal(DeliveryModes.Persistent, again.BasicProperties.DeliveryMode);
        Assert.Equal(Trace, Encoding.UTF8.GetString((byte[])again.BasicProperties.Headers!["traceparent"]!));

        // Its queue is there again, and only it is asked for.
        await KeptQueue.BindAsync(broker, "client.gone", Cancellation);
        await SendAgainAsync(new { id = Guid.NewGuid() }, HttpStatusCode.NotFound);
        Assert.Equal(1, (await SendAgainAsync(new { id = two.Id }, HttpStatusCode.OK)).GetProperty("sent").GetInt32());
        Assert.Equal([two], await KeptQueue.TakeAsync(broker, "client.gone", Cancellation));
        Assert.Empty(await WaitForAsync(count: 0));
    }

    [Fact]
    public async Task What_is_no_update_is_listed_too_and_the_same_letter_once()
    {
        var id = Guid.NewGuid().ToString();
        await RejectAsync("not JSON"u8.ToArray(), id, "client.gone", "what is this?");
        await RejectAsync("not JSON"u8.ToArray(), id, "client.gone", "what is this?");
        await RejectAsync("not JSON"u8.ToArray(), id, "client.other", "what is this?");

        var listed = await WaitForAsync(count: 2);

        Assert.All(listed, letter => Assert.Equal(JsonValueKind.Null, letter.GetProperty("message").ValueKind));
        Assert.Equal(["client.other", "client.gone"], listed.Select(letter => letter.GetProperty("queue").GetString()));
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task Dead_letters_that_come_while_the_broker_restarts_are_taken_afterwards()
    {
        await RejectAsync(Update("Before").ToBody(), Guid.NewGuid().ToString(), "client.gone", "x");
        await WaitForAsync(count: 1);
        await broker.KillAsync(Cancellation);
        await broker.StartAsync(Cancellation);

        await RejectAsync(Update("After").ToBody(), Guid.NewGuid().ToString(), "client.gone", "x");

        await WaitForAsync(count: 2);
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task An_earlier_versions_exchange_and_queue_will_do()
    {
        await using var old = new BrokerFixture();
        await old.StartAsync(Cancellation);
        await using var connection = await old.ConnectAsync(Cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
        await channel.ExchangeDeclareAsync("playlist.dead-letters", ExchangeType.Fanout, durable: true, cancellationToken: Cancellation);
        await channel.QueueDeclareAsync("playlist.dead-letters", durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-max-length"] = 1000 }, cancellationToken: Cancellation);
        await channel.QueueBindAsync("playlist.dead-letters", "playlist.dead-letters", "", cancellationToken: Cancellation);
        await channel.BasicPublishAsync("playlist.dead-letters", "client.x", mandatory: true, new BasicProperties(), Update("Old").ToBody(), Cancellation);
        await using var notifier = await RunningNotifier.StartAsync(old.Uri, Cancellation);

        var letter = await Eventually.GetAsync<object>(
            async token => (await notifier.Http.GetFromJsonAsync<JsonElement>("/dead-letters", token)).GetProperty("dead_letters").EnumerateArray().Select(one => (object)one).FirstOrDefault(),
            "a dead letter",
            Cancellation);

        Assert.Equal(("client.x", "Old"), (((JsonElement)letter).GetProperty("queue").GetString(), ((JsonElement)letter).GetProperty("message").GetString()));
    }

    [Fact]
    public async Task One_that_comes_back_before_it_was_taken_off_the_list_stays_on_it()
    {
        var store = Notifier.Services.GetRequiredService<DeadLetterStore>();
        var row = new DeadLetterRow { Id = "1", Queue = "client.x", Reason = "x", Body = [1] };
        await store.AddAsync([row], Cancellation);
        var sent = row.Sequence;

        await store.AddAsync([new DeadLetterRow { Id = "1", Queue = "client.x", Reason = "x again", Body = [1] }], Cancellation);
        await store.DeleteAsync([sent], Cancellation);

        Assert.Equal("x again", Assert.Single((await store.ListAsync(Cancellation)).DeadLetters).Reason);
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task The_newest_ten_thousand_are_kept_and_how_many_were_dropped_is_told()
    {
        var store = Notifier.Services.GetRequiredService<DeadLetterStore>();
        Assert.Equal(0, await store.AddAsync([.. Enumerable.Range(1, DeadLetterStore.MaxRows).Select(Row)], Cancellation));
        Assert.Equal((DeadLetterStore.MaxRows, 0), Count(await store.ListAsync(Cancellation)));

        Assert.Equal(1, await store.AddAsync([Row(DeadLetterStore.MaxRows + 1)], Cancellation));

        var listed = await store.ListAsync(Cancellation);
        Assert.Equal((DeadLetterStore.MaxRows, 1), Count(listed));
        Assert.Equal(("10001", "2"), (listed.DeadLetters[0].Id, listed.DeadLetters[^1].Id));

        static (int, long) Count(DeadLettersResponse response) => (response.DeadLetters.Count, response.Dropped);
        static DeadLetterRow Row(int number) => new() { Id = $"{number}", Queue = "client.x", Reason = "x", Body = [1] };
    }

    [Fact]
    public async Task What_cannot_be_sent_for_want_of_a_broker_stays_listed()
    {
        await RejectAsync(Update("Stays").ToBody(), Guid.NewGuid().ToString(), "client.gone", "x");
        await WaitForAsync(count: 1);
        await broker.StopAsync(Cancellation);

        await SendAgainAsync(new { }, HttpStatusCode.ServiceUnavailable);

        await WaitForAsync(count: 1);
        await broker.StartAsync(Cancellation);
    }

    private static ArtistUpdate Update(string message) => ArtistUpdate.FromBody(ArtistUpdate.Create("HUNTRX", message, TimeProvider.System).ToBody());

    /// <summary>As a client does.</summary>
    private async Task RejectAsync(byte[] body, string id, string queue, string reason)
    {
        await using var connection = await broker.ConnectAsync(Cancellation);
        await using var channel = await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Cancellation);
        var properties = new BasicProperties
        {
            MessageId = id,
            Type = "artist_update",
            ContentType = "application/json",
            DeliveryMode = DeliveryModes.Persistent,
            Headers = new Dictionary<string, object?> { ["traceparent"] = Trace, ["playlist-reason"] = reason },
        };
        await channel.ExchangeDeclareAsync("playlist.dead-letters", ExchangeType.Topic, durable: true, cancellationToken: Cancellation);
        // Until the notifier has declared the queue, nobody takes it.
        await Eventually.GetAsync<object>(
            async token =>
            {
                try
                {
                    await channel.BasicPublishAsync("playlist.dead-letters", queue, mandatory: true, properties, body, token);
                    return channel;
                }
                catch (RabbitMQ.Client.Exceptions.PublishException)
                {
                    return null;
                }
            },
            "the queue of dead letters",
            Cancellation);
    }

    private async Task<JsonElement> SendAgainAsync(object body, HttpStatusCode expected)
    {
        using var response = await Notifier.Http.PostAsJsonAsync("/dead-letters/send-again", body, Cancellation);
        Assert.Equal(expected, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private Task<List<JsonElement>> WaitForAsync(int count) => Eventually.GetAsync(
        async token =>
        {
            var listed = (await Notifier.Http.GetFromJsonAsync<JsonElement>("/dead-letters", token)).GetProperty("dead_letters").EnumerateArray().ToList();
            return listed.Count == count ? listed : null;
        },
        $"{count} dead letters",
        Cancellation);
}
