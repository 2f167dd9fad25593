namespace Playlist.FaultTests.Scenarios;

[Collection(typeof(Faults))]
[Trait("Category", "Long")]
public sealed class ManyUpdatesTests(SharedStage shared) : TimedTest(TimeSpan.FromMinutes(10))
{
    private const int Lanes = 4;
    private const int UpdatesOfEach = 834;
    private const int Kills = 3;

    /// <summary>10,008 updates of 12 artists.</summary>
    [Fact]
    public async Task Nothing_of_10000_updates_is_lost_when_the_broker_is_killed_three_times_meanwhile()
    {
        await using var stage = new Stage(shared.Broker, Lanes);
        await stage.StartAsync(Cancellation);
        var posting = stage.PostAsync(UpdatesOfEach, Cancellation);
        for (var kill = 0; kill < Kills; kill++)
        {
            // Some are published since the last one, and some are not.
            await stage.Clients[1].WhenReceivedMoreAsync(Lanes * UpdatesOfEach / (Kills + 1), Cancellation);
            await stage.Broker.KillAsync(Cancellation);
            await stage.Broker.StartAsync(Cancellation);
        }

        await posting;
        await stage.AssertCleanAsync(Cancellation);
    }
}
