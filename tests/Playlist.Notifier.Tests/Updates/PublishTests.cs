using System.Globalization;
using System.Text.Json;
using Playlist.Protocol.Updates;
using Playlist.Testing.Messaging;
using RabbitMQ.Client;

namespace Playlist.Notifier.Tests.Updates;

public sealed class PublishTests(BrokerFixture broker) : IAsyncLifetime
{
    private RunningNotifier? _notifier;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RunningNotifier Notifier => _notifier!;

    public async ValueTask InitializeAsync()
    {
        await broker.StartAsync(Cancellation);
        _notifier = await RunningNotifier.StartAsync(broker.Uri, Cancellation, "--Notifier:PublishTimeout=00:00:30");
    }

    public ValueTask DisposeAsync() => _notifier?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task An_update_arrives_as_the_document_says()
    {
        await using var follower = await Follower.OfAsync("Taylor Swift", broker, Cancellation);
        var before = DateTimeOffset.UtcNow;

        var update = await Notifier.PublishAsync("Taylor Swift", "New album released!", Cancellation);

        Assert.Equal("delivered", update.GetProperty("status").GetString());
        var id = update.GetProperty("id").GetString()!;
        var heard = await follower.HearAsync(Cancellation);
        var series = heard.Json.GetProperty("series").GetGuid();
        Assert.Equal(("playlist.artist-updates", "artist.Taylor Swift"), (heard.Exchange, heard.RoutingKey));
        var written = heard.Json.GetProperty("timestamp_utc").GetString()!;
        Assert.Equal($$"""{"id":"{{id}}","type":"artist_update","artist":"Taylor Swift","message":"New album released!","timestamp_utc":"{{written}}","series":"{{series}}","number":1}""", heard.Body);
        Assert.InRange(DateTimeOffset.Parse(written, CultureInfo.InvariantCulture), before.AddMilliseconds(-1), DateTimeOffset.UtcNow);
        Assert.Equal(7, Guid.Parse(id).Version);
    }

    [Fact]
    public async Task An_update_has_the_properties_of_the_document_and_no_other()
    {
        await using var follower = await Follower.OfAsync("Properties", broker, Cancellation);

        var id = await Notifier.AcceptAsync("Properties", "x", Cancellation);

        var properties = (await follower.HearAsync(Cancellation)).Properties;
        Assert.Equal(id, properties.MessageId);
        Assert.Equal("application/json", properties.ContentType);
        Assert.Equal("artist_update", properties.Type);
        Assert.Equal(DeliveryModes.Persistent, properties.DeliveryMode);
        Assert.Equal(["traceparent", "x-dotnet-pub-seq-no"], properties.Headers!.Keys.Order());
        Assert.False(
            properties.IsAppIdPresent() || properties.IsClusterIdPresent() || properties.IsContentEncodingPresent() || properties.IsCorrelationIdPresent()
            || properties.IsExpirationPresent() || properties.IsPriorityPresent() || properties.IsReplyToPresent() || properties.IsTimestampPresent() || properties.IsUserIdPresent());
    }

    [Fact]
    public async Task An_artist_is_followed_under_every_spelling_of_its_name()
    {
        await using var follower = await Follower.OfAsync("Beyonc\u00E9 feat. *NSYNC", broker, Cancellation);

        await Notifier.AcceptAsync("  Beyonce\u0301   feat. *NSYNC ", " x ", Cancellation);

        var heard = await follower.HearAsync(Cancellation);
        Assert.Equal("artist.Beyonc\u00E9 feat%2E %2ANSYNC", heard.RoutingKey);
        Assert.Equal("Beyonc\u00E9 feat. *NSYNC", heard.Json.GetProperty("artist").GetString());
        Assert.Equal("x", heard.Json.GetProperty("message").GetString());
    }

    [Fact]
    public async Task An_artist_whose_name_is_hashed_is_followed_too()
    {
        var artist = new string('한', UpdateText.MaxArtistLength);
        await using var follower = await Follower.OfAsync(artist, broker, Cancellation);

        var update = await Notifier.PublishAsync(artist, "x", Cancellation);

        Assert.Equal("delivered", update.GetProperty("status").GetString());
        Assert.Equal(artist, (await follower.HearAsync(Cancellation)).Json.GetProperty("artist").GetString());
    }

    [Fact]
    public async Task An_artist_whom_nobody_follows_has_no_followers()
    {
        await using var follower = await Follower.OfAsync("Someone Else", broker, Cancellation);

        var update = await Notifier.PublishAsync("Nobody's Favourite", "x", Cancellation);

        Assert.Equal("no_followers", update.GetProperty("status").GetString());
        Assert.Equal((1, JsonValueKind.Null), (update.GetProperty("attempts").GetInt32(), update.GetProperty("error").ValueKind));
    }

    [Fact]
    public async Task The_originals_listeners_hear_what_ours_hear()
    {
        await using var original = await Follower.BindAsync(broker, "artist_update", "artist.Sorry Ghost", durable: false, Cancellation);

        var update = await Notifier.PublishAsync("Sorry Ghost", "For the Python clients", Cancellation);

        Assert.Equal("delivered", update.GetProperty("status").GetString());
        var heard = await original.HearAsync(Cancellation);
        Assert.Equal("artist.Sorry Ghost", heard.RoutingKey);
        Assert.Equal("For the Python clients", heard.Json.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Many_updates_at_once_each_get_their_own_outcome()
    {
        await using var follower = await Follower.OfAsync("Followed", broker, Cancellation);

        var accepted = await Task.WhenAll(Enumerable.Range(0, 600).Select(async number =>
        {
            var artist = number % 2 == 0 ? "Followed" : $"Unknown {number}";
            return (Artist: artist, Id: await Notifier.AcceptAsync(artist, $"{number}", Cancellation));
        }));

        foreach (var (artist, id) in accepted)
        {
            Assert.Equal(artist == "Followed" ? "delivered" : "no_followers", (await Notifier.FinishAsync(id, Cancellation)).GetProperty("status").GetString());
        }

        var heard = new List<string?>();
        for (var count = 0; count < accepted.Length / 2; count++)
        {
            heard.Add((await follower.HearAsync(Cancellation)).Json.GetProperty("id").GetString());
        }

        Assert.Equal(accepted.Where(each => each.Artist == "Followed").Select(each => each.Id).Order(), heard.Order());
    }

    [Fact]
    public async Task Health_is_that_the_broker_answers()
    {
        using var response = await Notifier.Http.GetAsync(new Uri("/health", UriKind.Relative), Cancellation);

        Assert.Equal("Healthy", await response.Content.ReadAsStringAsync(Cancellation));
    }
}
