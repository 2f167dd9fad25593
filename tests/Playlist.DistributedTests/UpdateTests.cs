using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Playlist.Testing;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Playlist.DistributedTests;

public sealed class UpdateTests(PlaylistApplication application)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_hears_of_the_artists_it_follows_and_of_no_other()
    {
        var taylor = await PublishAsync("Taylor Swift", "New album released!");
        var huntrx = await PublishAsync("HUNTRX", "On tour this summer!");
        var last = await PublishAsync("Sorry Ghost", "New single out now!");

        // Only one artist's updates come in order. Once those who should have heard have, another would have too.
        await HeardAsync("client-1", taylor);
        var heard = await HeardAsync("client-1", last);
        Assert.Contains(heard, update => update is ("Taylor Swift", "New album released!", _));
        Assert.DoesNotContain(heard, update => update.Artist == "HUNTRX");

        Assert.Contains(await HeardAsync("client-2", huntrx), update => update is ("HUNTRX", "On tour this summer!", _));
        Assert.All(await HeardAsync("client-3", last), update => Assert.Equal("Sorry Ghost", update.Artist));
    }

    [Fact]
    public async Task An_artist_whom_nobody_follows_is_no_failure()
    {
        using var notifier = application.CreateHttpClient("notifier");

        using var response = await notifier.PostAsJsonAsync("/updates", new { artist = "Nobody's Favourite", message = "Hello?" }, Cancellation);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await Eventually.GetAsync(
            async cancellationToken =>
            {
                var update = await notifier.GetFromJsonAsync<JsonElement>(response.Headers.Location, cancellationToken);
                return update.GetProperty("status").GetString() == "no_followers" ? response : null;
            },
            "the update to have no followers",
            Cancellation);
    }

    [Fact]
    public async Task The_originals_listener_hears_what_ours_hear()
    {
        var factory = new ConnectionFactory { Uri = new Uri((await application.App.GetConnectionStringAsync("messaging", Cancellation))!) };
        await using var connection = await factory.CreateConnectionAsync(Cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
        await channel.ExchangeDeclareAsync("artist_update", ExchangeType.Topic, cancellationToken: Cancellation);
        var queue = (await channel.QueueDeclareAsync("", durable: false, exclusive: true, cancellationToken: Cancellation)).QueueName;
        await channel.QueueBindAsync(queue, "artist_update", "artist.Taylor Swift", cancellationToken: Cancellation);
        var heard = new TaskCompletionSource<(string RoutingKey, JsonElement Body)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            heard.TrySetResult((delivery.RoutingKey, JsonSerializer.Deserialize<JsonElement>(delivery.Body.Span)));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer, Cancellation);

        var id = await PublishAsync("Taylor Swift", "For the Python clients too");

        var (routingKey, body) = await heard.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal("artist.Taylor Swift", routingKey);
        Assert.Equal(id, body.GetProperty("id").GetString());
        Assert.Equal("artist_update", body.GetProperty("type").GetString());
        Assert.Equal("For the Python clients too", body.GetProperty("message").GetString());
    }

    [Fact]
    public async Task The_publish_command_names_the_field_that_is_wrong()
    {
        var missing = await application.App.ExecuteAsync("notifier", "publish-update", Cancellation, ("artist", "HUNTRX"), ("message", null));
        Assert.False(missing.Success);

        var published = await application.App.ExecuteAsync("notifier", "publish-update", Cancellation, ("artist", "HUNTRX"), ("message", "By command"));
        Assert.True(published.Success, published.Message);
        Assert.Equal("accepted", JsonSerializer.Deserialize<JsonElement>(published.Data!.Value!).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Dead_letters_are_listed_and_sent_again_by_commands()
    {
        var listed = await application.App.ExecuteAsync("notifier", "dead-letters", Cancellation);
        Assert.True(listed.Success, listed.Message);
        Assert.Equal(JsonValueKind.Array, JsonSerializer.Deserialize<JsonElement>(listed.Data!.Value!).GetProperty("dead_letters").ValueKind);

        var sent = await application.App.ExecuteAsync("notifier", "send-dead-letters", Cancellation);
        Assert.True(sent.Success, sent.Message);
    }

    private async Task<string> PublishAsync(string artist, string message)
    {
        using var notifier = application.CreateHttpClient("notifier");
        using var response = await notifier.PostAsJsonAsync("/updates", new { artist, message }, Cancellation);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.True(response.IsSuccessStatusCode, answer.ToString());
        Assert.Equal("accepted", answer.GetProperty("status").GetString());
        return answer.GetProperty("id").GetString()!;
    }

    /// <summary>All that a client has heard, once it has heard <paramref name="id"/>.</summary>
    private async Task<IReadOnlyList<(string Artist, string Message, string Id)>> HeardAsync(string client, string id)
    {
        using var http = application.CreateHttpClient(client);
        return await Eventually.GetAsync(
            async cancellationToken =>
            {
                var updates = await http.GetFromJsonAsync<JsonElement>("/updates", cancellationToken);
                var heard = updates.EnumerateArray()
                    .Select(update => (update.GetProperty("artist").GetString()!, update.GetProperty("message").GetString()!, update.GetProperty("id").GetString()!))
                    .ToList();
                return heard.Exists(update => update.Item3 == id) ? heard : null;
            },
            $"update {id} in {client}",
            Cancellation);
    }
}
