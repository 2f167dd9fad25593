namespace Playlist.FaultTests.Scenarios;

/// <summary><c>kill -9</c> of a client, at random moments and at the two that matter; and clients that are away.</summary>
[Collection(typeof(Faults))]
[Trait("Category", "Long")]
public sealed class KilledClientTests(SharedStage shared) : Scenario(shared)
{
    [Fact]
    public async Task An_update_that_was_received_and_not_stored_comes_again()
    {
        var before = Stage.Client.Inbox.Count();

        // It cannot store: its inbox is locked.
        using (Stage.Client.Inbox.Lock())
        {
            var received = WhenTheyComeAsync(Stage.Client.Follows.Select(Stage.Posts.NextMessage));
            await Stage.PostAsync(1, Cancellation);
            await received;
            await Stage.Client.KillAsync(Cancellation);
        }

        Assert.Equal(before, Stage.Client.Inbox.Count());
        await Stage.Client.StartAsync(Cancellation);
        await Stage.AssertCleanAsync(Cancellation);
    }

    [Fact]
    public async Task An_update_that_was_stored_and_not_acknowledged_comes_again_and_is_shown_once()
    {
        var messages = Stage.Client.Follows.Select(Stage.Posts.NextMessage).ToList();

        // Its acknowledgements do not get through.
        Stage.ToClient.Out.Hold();
        await Stage.PostAsync(1, Cancellation);
        await Stage.WhenReceivedAllAsync(Stage.Client, Cancellation);
        await Stage.ToClient.Out.WhenHeldAsync(Cancellation);
        await Stage.Client.KillAsync(Cancellation);
        await Stage.ToClient.CutAsync(reset: true);
        Stage.ToClient.Out.Release();

        var again = WhenTheyComeAsync(messages);
        await Stage.Client.StartAsync(Cancellation);
        await again;
        await Stage.AssertCleanAsync(Cancellation);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_is_away_for_the_whole_publication_has_it_all_when_it_is_back(bool isKilled)
    {
        var before = Stage.Client.Inbox.Count();
        await (isKilled ? Stage.Client.KillAsync(Cancellation) : Stage.Client.StopAsync(Cancellation));

        // More than it takes at once.
        await Stage.PostAsync(50, Cancellation);
        await Stage.WhenReceivedAllAsync(Stage.Clients[1], Cancellation);

        Assert.Equal(before, Stage.Client.Inbox.Count());
        await Stage.Client.StartAsync(Cancellation);
        await Stage.AssertCleanAsync(Cancellation);
    }

    [Fact]
    public async Task Nothing_is_lost_however_often_it_dies()
    {
        const int Kills = 5;
        var random = new Random(Kills);
        var done = false;
        var posting = Stage.Posts.PostSteadilyAsync(() => !Volatile.Read(ref done), Stage.Artists, Cancellation);
        for (var kill = 0; kill < Kills; kill++)
        {
            await Stage.Client.WhenReceivedMoreAsync(random.Next(1, 60), Cancellation);
            // Anywhere between two updates.
            await Task.Delay(random.Next(20), Cancellation);
            await Stage.Client.KillAsync(Cancellation);
            await Stage.Client.StartAsync(Cancellation);
        }

        Volatile.Write(ref done, true);
        await posting;
        await Stage.AssertCleanAsync(Cancellation);
    }

    /// <summary>Returns when these are on their way to the client, from now on.</summary>
    private Task WhenTheyComeAsync(IEnumerable<string> messages) => Task.WhenAll(messages.Select(message => Stage.ToClient.Back.WhenPassedAsync(message, Cancellation)));
}
