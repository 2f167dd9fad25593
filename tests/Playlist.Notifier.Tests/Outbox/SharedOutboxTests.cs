using Playlist.Testing;
using Playlist.Testing.Messaging;

namespace Playlist.Notifier.Tests.Outbox;

/// <summary>An outbox that outlives a process, or has two.</summary>
public sealed class SharedOutboxTests(BrokerFixture broker) : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playlist-outbox-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await broker.StartAsync(Cancellation);

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_a_killed_process_accepted_is_published_by_the_next_and_numbers_go_on()
    {
        await KeptQueue.BindAsync(broker, "crash", Cancellation, "Crash");
        var ids = new List<string>();
        await using (var killed = await NotifierProcess.StartAsync(_folder, new Uri("amqp://127.0.0.1:1"), Cancellation))
        {
            for (var number = 1; number <= 10; number++)
            {
                ids.Add(await killed.AcceptAsync("Crash", $"{number}", Cancellation));
            }

            await killed.KillAsync(Cancellation);
        }

        await using var next = await RunningNotifier.StartInAsync(_folder, broker.Uri, clock: null, Cancellation);
        ids.Add(await next.AcceptAsync("Crash", "11", Cancellation));

        Assert.Equal("delivered", (await next.FinishAsync(ids[^1], Cancellation)).GetProperty("status").GetString());
        var heard = await KeptQueue.TakeAsync(broker, "crash", Cancellation);
        Assert.Equal(ids, heard.Select(update => update.Id.ToString()));
        Assert.Equal(Enumerable.Range(1, 11).Select(number => (long?)number), heard.Select(update => update.Number));
        Assert.Single(heard.Select(update => update.Series).Distinct());
    }

    [Fact]
    public async Task Two_notifiers_publish_each_update_once_and_in_order()
    {
        await KeptQueue.BindAsync(broker, "two", Cancellation, "Two");
        await using var one = await RunningNotifier.StartInAsync(_folder, broker.Uri, clock: null, Cancellation);
        await using var other = await RunningNotifier.StartInAsync(_folder, broker.Uri, clock: null, Cancellation);

        var ids = new List<string>();
        for (var number = 0; number < 50; number++)
        {
            ids.Add(await (number % 2 == 0 ? one : other).AcceptAsync("Two", $"{number}", Cancellation));
        }

        Assert.Equal("delivered", (await one.FinishAsync(ids[^1], Cancellation)).GetProperty("status").GetString());
        var heard = await KeptQueue.TakeAsync(broker, "two", Cancellation);
        Assert.Equal(ids, heard.Select(update => update.Id.ToString()));
        Assert.Equal(Enumerable.Range(1, 50).Select(number => (long?)number), heard.Select(update => update.Number));
        Assert.Equal((true, false), (one.HasTurn, other.HasTurn));
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task When_the_one_who_publishes_is_killed_the_other_goes_on()
    {
        await KeptQueue.BindAsync(broker, "takeover", Cancellation, "Takeover");
        await using var killed = await NotifierProcess.StartAsync(_folder, broker.Uri, Cancellation);
        await using var other = await RunningNotifier.StartInAsync(_folder, broker.Uri, clock: null, Cancellation);
        Assert.False(other.HasTurn);
        var ids = new List<string>();
        for (var number = 0; number < 60; number++)
        {
            ids.Add(number < 30 ? await killed.AcceptAsync("Takeover", $"{number}", Cancellation) : await other.AcceptAsync("Takeover", $"{number}", Cancellation));
            if (number == 30)
            {
                await killed.KillAsync(Cancellation);
            }
        }

        Assert.Equal("delivered", (await other.FinishAsync(ids[^1], Cancellation)).GetProperty("status").GetString());
        Assert.True(other.HasTurn);
        Assert.Equal(ids, (await KeptQueue.TakeAsync(broker, "takeover", Cancellation)).Select(update => update.Id.ToString()).Distinct());
    }

    [Fact]
    public async Task One_who_ends_in_good_order_passes_its_turn_on()
    {
        await using var other = await StartTwoAndEndOneAsync();

        await Eventually.GetAsync<object>(_ => Task.FromResult<object?>(other.HasTurn ? other : null), "the turn", Cancellation);
    }

    private async Task<RunningNotifier> StartTwoAndEndOneAsync()
    {
        await using var one = await RunningNotifier.StartInAsync(_folder, broker.Uri, clock: null, Cancellation);
        return await RunningNotifier.StartInAsync(_folder, broker.Uri, clock: null, Cancellation);
    }
}
