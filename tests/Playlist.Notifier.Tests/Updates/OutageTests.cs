using System.Text.Json;
using Playlist.Testing.Messaging;

namespace Playlist.Notifier.Tests.Updates;

/// <summary>A broker that is stopped, killed, frozen, or in part away.</summary>
public sealed class OutageTests(BrokerFixture broker) : OutageTest(broker)
{
    [Fact]
    public async Task While_the_broker_is_down_updates_are_accepted_and_come_in_order_when_it_is_back()
    {
        await KeptQueue.BindAsync(Broker, "down", Cancellation, "Down");
        await Broker.StopAsync(Cancellation);
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

        await Broker.StartAsync(Cancellation);

        foreach (var id in ids)
        {
            var update = await Notifier.FinishAsync(id, Cancellation);
            Assert.Equal("delivered", update.GetProperty("status").GetString());
            Assert.Equal(JsonValueKind.Null, update.GetProperty("error").ValueKind);
        }

        var heard = await KeptQueue.TakeAsync(Broker, "down", Cancellation);
        Assert.Equal(ids, heard.Select(update => update.Id.ToString()));
        Assert.Equal(Enumerable.Range(1, 20).Select(number => (long?)number), heard.Select(update => update.Number));
        Assert.Equal((200, "Healthy"), await Notifier.HealthAsync(Cancellation));
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task A_broker_that_is_killed_while_many_are_published_loses_none_and_keeps_their_order()
    {
        string[] artists = ["Killed 1", "Killed 2", "Killed 3"];
        await KeptQueue.BindAsync(Broker, "killed", Cancellation, artists);
        // RabbitMQ writes a new binding to its disk within seconds; ending in good order, at once.
        await Broker.RestartAsync(Cancellation);
        var accepting = Task.WhenAll(artists.Select(async artist =>
        {
            var ids = new List<string>();
            for (var number = 1; number <= 100; number++)
            {
                ids.Add(await Notifier.AcceptAsync(artist, $"{number}", Cancellation));
            }

            return ids;
        }));
        await Broker.KillAsync(Cancellation);
        await Broker.StartAsync(Cancellation);

        var accepted = await accepting;
        foreach (var ids in accepted)
        {
            Assert.Equal("delivered", (await Notifier.FinishAsync(ids[^1], Cancellation)).GetProperty("status").GetString());
        }

        var heard = await KeptQueue.TakeAsync(Broker, "killed", Cancellation);
        for (var i = 0; i < artists.Length; i++)
        {
            // Those whose confirm was lost come twice, and their id tells.
            Assert.Equal(accepted[i], heard.Where(update => update.Artist == artists[i]).Select(update => update.Id.ToString()).Distinct());
        }
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task A_broker_that_is_silent_delays_updates_and_loses_none()
    {
        await AssertDeliversAsync();
        await KeptQueue.BindAsync(Broker, "silent", Cancellation, "Silent");
        await Broker.FreezeAsync(Cancellation);
        string id;
        try
        {
            id = await Notifier.AcceptAsync("Silent", "x", Cancellation);
            var update = await Notifier.WaitForAsync(id, update => update.GetProperty("attempts").GetInt32() >= 2, Cancellation);
            Assert.StartsWith("timeout: ", update.GetProperty("error").GetString(), StringComparison.Ordinal);
        }
        finally
        {
            await Broker.ThawAsync(Cancellation);
        }

        Assert.Equal("delivered", (await Notifier.FinishAsync(id, Cancellation)).GetProperty("status").GetString());
        Assert.Equal([id], (await KeptQueue.TakeAsync(Broker, "silent", Cancellation)).Select(update => update.Id.ToString()).Distinct());
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task A_followers_queue_that_never_confirms_does_not_hold_up_other_artists()
    {
        await AssertDeliversAsync();
        await KeptQueue.BindAsync(Broker, "stuck", Cancellation, "Stuck");
        await Broker.SuspendQueueAsync("stuck", Cancellation);
        var stuck = await Notifier.AcceptAsync("Stuck", "x", Cancellation);
        await Notifier.WaitForAsync(stuck, update => update.GetProperty("attempts").GetInt32() >= 2, Cancellation);

        for (var number = 1; number <= 3; number++)
        {
            await AssertDeliversAsync();
        }

        Assert.StartsWith("timeout: ", (await Notifier.FindAsync(stuck, Cancellation)).GetProperty("error").GetString(), StringComparison.Ordinal);
        await Broker.RestartAsync(Cancellation);
        Assert.Equal("delivered", (await Notifier.FinishAsync(stuck, Cancellation)).GetProperty("status").GetString());
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task A_broker_that_takes_no_messages_for_now_is_an_outage_that_says_why()
    {
        await using var full = new BrokerFixture { Configuration = "vm_memory_high_watermark.absolute = 1MB" };
        await full.StartAsync(Cancellation);
        await using var notifier = await StartAsync(full.Uri);

        var id = await notifier.AcceptAsync("HUNTRX", "x", Cancellation);

        await notifier.WaitForAsync(id, update => update.GetProperty("error").GetString()?.StartsWith("blocked: RabbitMQ takes no messages for now: low on memory.", StringComparison.Ordinal) is true, Cancellation);
    }
}
