using System.Globalization;
using System.Text.Json;
using Playlist.Testing.Messaging;
using RabbitMQ.Client;

namespace Playlist.Notifier.Tests.Updates;

/// <summary>With a broker of their own, which they stop, kill, freeze and set up wrongly.</summary>
public sealed class OutageTests(BrokerFixture broker) : IClassFixture<BrokerFixture>, IAsyncLifetime
{
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(2);

    private RunningNotifier? _notifier;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RunningNotifier Notifier => _notifier!;

    public async ValueTask InitializeAsync()
    {
        await broker.StartAsync(Cancellation);
        _notifier = await StartAsync(broker.Uri);
    }

    public ValueTask DisposeAsync() => _notifier?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task While_the_broker_is_down_updates_are_accepted_and_come_in_order_when_it_is_back()
    {
        await KeptQueue.BindAsync(broker, "down", Cancellation, "Down");
        await broker.StopAsync(Cancellation);
        var ids = new List<string>();
        for (var number = 1; number <= 20; number++)
        {
            ids.Add(await Notifier.AcceptAsync("Down", $"{number}", Cancellation));
        }

        var first = await Notifier.WaitForAsync(ids[0], update => update.GetProperty("attempts").GetInt32() > 0, Cancellation);
        Assert.Equal("accepted", first.GetProperty("status").GetString());
        Assert.Equal("unreachable: RabbitMQ does not answer. Check that it runs, and that ConnectionStrings:messaging names it.", first.GetProperty("error").GetString());
        Assert.Equal((200, "Degraded"), await Notifier.HealthAsync(Cancellation));
        Assert.Equal("Healthy", await Notifier.Http.GetStringAsync(new Uri("/alive", UriKind.Relative), Cancellation));

        await broker.StartAsync(Cancellation);

        foreach (var id in ids)
        {
            var update = await Notifier.FinishAsync(id, Cancellation);
            Assert.Equal("delivered", update.GetProperty("status").GetString());
            Assert.Equal(JsonValueKind.Null, update.GetProperty("error").ValueKind);
        }

        var heard = await KeptQueue.TakeAsync(broker, "down", Cancellation);
        Assert.Equal(ids, heard.Select(update => update.Id.ToString()));
        Assert.Equal(Enumerable.Range(1, 20).Select(number => (long?)number), heard.Select(update => update.Number));
        Assert.Equal((200, "Healthy"), await Notifier.HealthAsync(Cancellation));
    }

    [Fact]
    public async Task A_broker_that_is_killed_while_many_are_published_loses_none_and_keeps_their_order()
    {
        string[] artists = ["Killed 1", "Killed 2", "Killed 3"];
        await KeptQueue.BindAsync(broker, "killed", Cancellation, artists);
        // RabbitMQ writes a new binding to its disk within seconds; ending in good order, at once.
        await broker.RestartAsync(Cancellation);
        var accepting = Task.WhenAll(artists.Select(async artist =>
        {
            var ids = new List<string>();
            for (var number = 1; number <= 100; number++)
            {
                ids.Add(await Notifier.AcceptAsync(artist, $"{number}", Cancellation));
            }

            return ids;
        }));
        await broker.KillAsync(Cancellation);
        await broker.StartAsync(Cancellation);

        var accepted = await accepting;
        foreach (var ids in accepted)
        {
            Assert.Equal("delivered", (await Notifier.FinishAsync(ids[^1], Cancellation)).GetProperty("status").GetString());
        }

        var heard = await KeptQueue.TakeAsync(broker, "killed", Cancellation);
        for (var i = 0; i < artists.Length; i++)
        {
            // Those whose confirm was lost come twice, and their id tells.
            Assert.Equal(accepted[i], heard.Where(update => update.Artist == artists[i]).Select(update => update.Id.ToString()).Distinct());
        }
    }

    [Fact]
    public async Task A_broker_that_is_silent_delays_updates_and_loses_none()
    {
        await AssertDeliversAsync();
        await KeptQueue.BindAsync(broker, "silent", Cancellation, "Silent");
        await broker.FreezeAsync(Cancellation);
        string id;
        try
        {
            id = await Notifier.AcceptAsync("Silent", "x", Cancellation);
            var update = await Notifier.WaitForAsync(id, update => update.GetProperty("attempts").GetInt32() >= 2, Cancellation);
            Assert.StartsWith("timeout: ", update.GetProperty("error").GetString(), StringComparison.Ordinal);
        }
        finally
        {
            await broker.ThawAsync(Cancellation);
        }

        Assert.Equal("delivered", (await Notifier.FinishAsync(id, Cancellation)).GetProperty("status").GetString());
        Assert.Equal([id], (await KeptQueue.TakeAsync(broker, "silent", Cancellation)).Select(update => update.Id.ToString()).Distinct());
    }

    [Fact]
    public async Task A_followers_queue_that_never_confirms_does_not_hold_up_other_artists()
    {
        await AssertDeliversAsync();
        await KeptQueue.BindAsync(broker, "stuck", Cancellation, "Stuck");
        await broker.SuspendQueueAsync("stuck", Cancellation);
        var stuck = await Notifier.AcceptAsync("Stuck", "x", Cancellation);
        await Notifier.WaitForAsync(stuck, update => update.GetProperty("attempts").GetInt32() >= 2, Cancellation);

        for (var number = 1; number <= 3; number++)
        {
            await AssertDeliversAsync();
        }

        Assert.StartsWith("timeout: ", (await Notifier.FindAsync(stuck, Cancellation)).GetProperty("error").GetString(), StringComparison.Ordinal);
        await broker.RestartAsync(Cancellation);
        Assert.Equal("delivered", (await Notifier.FinishAsync(stuck, Cancellation)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task An_update_that_a_followers_queue_refuses_fails_after_ten_attempts_and_the_next_goes_on()
    {
        await using var connection = await broker.ConnectAsync(Cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
        await AssertDeliversAsync();
        var arguments = new Dictionary<string, object?> { ["x-max-length"] = 1, ["x-overflow"] = "reject-publish" };
        await channel.QueueDeclareAsync("full", durable: false, exclusive: true, autoDelete: true, arguments, cancellationToken: Cancellation);
        await channel.QueueBindAsync("full", "playlist.artist-updates", "artist.Full", cancellationToken: Cancellation);
        await Notifier.PublishAsync("Full", "1", Cancellation);

        var refused = await Notifier.AcceptAsync("Full", "2", Cancellation);
        var next = await Notifier.AcceptAsync("Full", "3", Cancellation);
        await Notifier.WaitForAsync(refused, update => update.GetProperty("attempts").GetInt32() > 0, Cancellation);
        await AssertDeliversAsync();
        var failed = await Notifier.FinishAsync(refused, Cancellation);

        Assert.Equal(("failed", 10), (failed.GetProperty("status").GetString(), failed.GetProperty("attempts").GetInt32()));
        Assert.StartsWith("nack: RabbitMQ refused the message.", failed.GetProperty("error").GetString(), StringComparison.Ordinal);
        await channel.QueueDeleteAsync("full", cancellationToken: Cancellation);
        Assert.Equal("no_followers", (await Notifier.FinishAsync(next, Cancellation)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task An_exchange_that_is_another_is_named_and_its_deletion_is_all_it_takes()
    {
        await using var connection = await broker.ConnectAsync(Cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
        await channel.ExchangeDeleteAsync("artist_update", cancellationToken: Cancellation);
        await channel.ExchangeDeclareAsync("artist_update", ExchangeType.Fanout, durable: true, cancellationToken: Cancellation);

        var id = await Notifier.AcceptAsync("HUNTRX", "x", Cancellation);

        await Notifier.WaitForAsync(id, update => update.GetProperty("error").GetString()?.Contains("inequivalent arg 'type' for exchange 'artist_update'", StringComparison.Ordinal) is true, Cancellation);
        await channel.ExchangeDeleteAsync("artist_update", cancellationToken: Cancellation);
        await Notifier.FinishAsync(id, Cancellation);
        await AssertDeliversAsync();
    }

    [Fact]
    public async Task Exchanges_that_were_deleted_are_declared_again()
    {
        await AssertDeliversAsync();
        await using var connection = await broker.ConnectAsync(Cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
        await channel.ExchangeDeleteAsync("playlist.artist-updates", cancellationToken: Cancellation);

        var update = await Notifier.PublishAsync("HUNTRX", "x", Cancellation);

        Assert.Equal(("no_followers", 2), (update.GetProperty("status").GetString(), update.GetProperty("attempts").GetInt32()));
        await AssertDeliversAsync();
    }

    [Theory]
    [InlineData("amqp://guest:wrong@127.0.0.1:{0}", "access_refused: RabbitMQ refuses the user or the password")]
    [InlineData("amqp://guest:guest@127.0.0.1:{0}/nowhere", "vhost nowhere not found")]
    [InlineData("amqp://guest:guest@nowhere.invalid:{0}", "does not answer")]
    public async Task A_broker_that_refuses_the_notifier_is_an_outage_that_says_why(string address, string why)
    {
        await using var notifier = await StartAsync(new Uri(string.Format(CultureInfo.InvariantCulture, address, broker.Port)));

        var id = await notifier.AcceptAsync("HUNTRX", "x", Cancellation);

        var update = await notifier.WaitForAsync(id, update => update.GetProperty("attempts").GetInt32() >= 2, Cancellation);
        Assert.Equal("accepted", update.GetProperty("status").GetString());
        Assert.Contains(why, update.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_that_takes_no_messages_for_now_is_an_outage_that_says_why()
    {
        await using var full = new BrokerFixture { Configuration = "vm_memory_high_watermark.absolute = 1MB" };
        await full.StartAsync(Cancellation);
        await using var notifier = await StartAsync(full.Uri);

        var id = await notifier.AcceptAsync("HUNTRX", "x", Cancellation);

        await notifier.WaitForAsync(id, update => update.GetProperty("error").GetString()?.StartsWith("blocked: RabbitMQ takes no messages for now: low on memory.", StringComparison.Ordinal) is true, Cancellation);
    }

    [Fact]
    public async Task An_update_that_is_too_large_for_the_broker_fails_after_ten_attempts_and_others_go_on()
    {
        await using var small = new BrokerFixture { Configuration = "max_message_size = 1000" };
        await small.StartAsync(Cancellation);
        await using var notifier = await StartAsync(small.Uri);

        var large = await notifier.AcceptAsync("HUNTRX", new string('x', 1000), Cancellation);
        var next = await notifier.AcceptAsync("HUNTRX", "x", Cancellation);
        var other = await notifier.PublishAsync("Taylor Swift", "x", Cancellation);
        var failed = await notifier.FinishAsync(large, Cancellation);

        Assert.Equal("no_followers", other.GetProperty("status").GetString());
        Assert.Equal("failed", failed.GetProperty("status").GetString());
        Assert.Contains("larger than configured max size 1000", failed.GetProperty("error").GetString(), StringComparison.Ordinal);
        // Those that failed with others on their channel do not count as refused.
        Assert.InRange(failed.GetProperty("attempts").GetInt32(), 10, 20);
        Assert.Equal("no_followers", (await notifier.FinishAsync(next, Cancellation)).GetProperty("status").GetString());
    }

    private static Task<RunningNotifier> StartAsync(Uri address) =>
        RunningNotifier.StartAsync(address, Cancellation, $"--Notifier:PublishTimeout={PublishTimeout}");

    /// <summary>An update arrives: nobody had to be told that the broker is well.</summary>
    private async Task AssertDeliversAsync()
    {
        await using var follower = await Follower.OfAsync("Sorry Ghost", broker, Cancellation);

        var update = await Notifier.PublishAsync("Sorry Ghost", "x", Cancellation);

        Assert.Equal("delivered", update.GetProperty("status").GetString());
        await follower.HearAsync(Cancellation);
    }
}
