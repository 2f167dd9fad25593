using Playlist.Testing.Messaging;

namespace Playlist.FaultTests.Scenarios;

/// <summary><c>kill -9</c> of the notifier, at random moments and at the worst one.</summary>
[Collection(typeof(Faults))]
[Trait("Category", "Long")]
public sealed class KilledNotifierTests(SharedStage shared) : Scenario(shared)
{
    [Fact]
    public async Task An_update_whose_confirm_never_came_is_published_again_and_shown_once()
    {
        await using var follower = await Follower.OfAsync(Stage.Duos[0], Stage.Broker, Cancellation);

        Stage.ToNotifier.Back.Hold();
        await Stage.PostAsync(1, Cancellation);
        var once = await follower.HearAsync(Cancellation);
        await Stage.Notifier.KillAsync(Cancellation);
        Stage.ToNotifier.Back.Release();
        await Stage.Notifier.StartAsync(Cancellation);

        Assert.Equal(once.Body, (await follower.HearAsync(Cancellation)).Body);
        await Stage.AssertCleanAsync(Cancellation);
    }

    [Fact]
    public async Task Of_two_notifiers_on_one_outbox_each_takes_over_when_the_other_dies()
    {
        await Stage.StartNotifierAsync(Cancellation);
        var done = false;
        var posting = Stage.Posts.PostSteadilyAsync(() => !Volatile.Read(ref done), Stage.Artists, Cancellation);
        foreach (var notifier in Stage.Notifiers.ToList())
        {
            await Stage.Client.WhenReceivedMoreAsync(20, Cancellation);
            await notifier.KillAsync(Cancellation);
            // The other one publishes, whichever did before.
            await Stage.Client.WhenReceivedMoreAsync(20, Cancellation);
            await notifier.StartAsync(Cancellation);
        }

        Volatile.Write(ref done, true);
        await posting;
        await Stage.EndNotifierAsync(Cancellation);
        await Stage.AssertCleanAsync(Cancellation);
    }

    [Fact]
    public async Task Nothing_is_lost_however_often_it_dies()
    {
        const int Kills = 50;
        var random = new Random(Kills);
        var done = false;
        var posting = Stage.Posts.PostSteadilyAsync(() => !Volatile.Read(ref done), Stage.Artists, Cancellation);
        for (var kill = 0; kill < Kills; kill++)
        {
            await Stage.Posts.WhenMoreAsync(random.Next(1, 60), Cancellation);
            // Anywhere between two answers.
            await Task.Delay(random.Next(20), Cancellation);
            await Stage.Notifier.KillAsync(Cancellation);
            await Stage.Notifier.StartAsync(Cancellation);
        }

        Volatile.Write(ref done, true);
        await posting;
        await Stage.AssertCleanAsync(Cancellation);
    }
}
