using Playlist.FaultTests.Proxies;

namespace Playlist.FaultTests.Scenarios;

/// <summary>Between the broker and the notifier, and the broker and a client, is a network that fails.</summary>
[Collection(typeof(Faults))]
[Trait("Category", "Long")]
public sealed class NetworkTests(SharedStage shared) : Scenario(shared)
{
    [Fact]
    public async Task Connections_that_are_cut_lose_nothing()
    {
        var done = false;
        var posting = Stage.Posts.PostSteadilyAsync(() => !Volatile.Read(ref done), Stage.Artists, Cancellation);
        for (var cut = 0; cut < 8; cut++)
        {
            await Stage.Client.WhenReceivedMoreAsync(5, Cancellation);
            await (cut % 2 == 0 ? Stage.ToNotifier : Stage.ToClient).CutAsync(reset: cut % 4 < 2);
        }

        Volatile.Write(ref done, true);
        await posting;
        await Stage.AssertCleanAsync(Cancellation);
    }

    [Fact]
    public async Task A_network_that_is_gone_for_a_while_loses_nothing()
    {
        var before = Stage.Posts.Accepted.Count;
        await Stage.ToNotifier.RefuseAsync();
        await Stage.ToNotifier.CutAsync(reset: true);
        await Stage.ToClient.RefuseAsync();
        await Stage.ToClient.CutAsync(reset: true);

        await Stage.PostAsync(10, Cancellation);
        await WhenAnAttemptHasFailedAsync(before);

        Stage.ToNotifier.Accept();
        Stage.ToClient.Accept();
        await Stage.AssertCleanAsync(Cancellation);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_half_open_network_loses_nothing_whether_it_comes_back_or_breaks(bool comesBack)
    {
        var before = Stage.Posts.Accepted.Count;
        Stage.ToNotifier.Hold();
        Stage.ToClient.Hold();

        await Stage.PostAsync(10, Cancellation);
        await WhenAnAttemptHasFailedAsync(before);

        if (!comesBack)
        {
            await Stage.ToNotifier.CutAsync(reset: true);
            await Stage.ToClient.CutAsync(reset: true);
        }

        Stage.ToNotifier.Release();
        Stage.ToClient.Release();
        await Stage.AssertCleanAsync(Cancellation);
    }

    /// <summary>As when a router has forgotten the connections: nobody is told.</summary>
    [Fact]
    public async Task Connections_that_are_dead_without_a_word_are_found_out()
    {
        Assert.NotEqual(0, Stage.ToNotifier.Strand());
        Assert.NotEqual(0, Stage.ToClient.Strand());

        await Stage.PostAsync(10, Cancellation);

        await Stage.AssertCleanAsync(Cancellation);
    }

    [Fact]
    public async Task A_slow_network_loses_nothing()
    {
        Lane[] lanes = [Stage.ToNotifier.Out, Stage.ToNotifier.Back, Stage.ToClient.Out, Stage.ToClient.Back];
        Array.ForEach(lanes, lane => lane.Slow(bytesPerSecond: 4_000));

        await Stage.PostAsync(10, Cancellation);
        await Stage.WhenReceivedAllAsync(Stage.Client, Cancellation);

        Array.ForEach(lanes, lane => lane.FullSpeed());
        await Stage.AssertCleanAsync(Cancellation);
    }

    [Fact]
    public async Task A_network_that_is_slower_than_the_notifier_waits_loses_nothing_once_it_is_faster()
    {
        var before = Stage.Posts.Accepted.Count;
        Stage.ToNotifier.Back.Delay(TimeSpan.FromSeconds(2.5));

        await Stage.PostAsync(5, Cancellation);
        await WhenAnAttemptHasFailedAsync(before);

        Stage.ToNotifier.Back.FullSpeed();
        await Stage.AssertCleanAsync(Cancellation);
    }

    /// <param name="before">How many updates not to look at: the first ones.</param>
    private async Task WhenAnAttemptHasFailedAsync(int before)
    {
        var failed = await Patience.UntilNoneIsLeftAsync(
            async () =>
            {
                foreach (var entry in Stage.Posts.Accepted.Skip(before))
                {
                    if (await Stage.Notifier.FindAsync(entry.Id, Cancellation) is { Attempts: > 0, Error: not null })
                    {
                        return 0;
                    }
                }

                return 1;
            },
            Cancellation);
        Assert.True(failed, "No attempt to publish has failed.");
    }
}
