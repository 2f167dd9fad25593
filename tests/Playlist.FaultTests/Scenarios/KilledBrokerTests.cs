namespace Playlist.FaultTests.Scenarios;

/// <summary><c>kill -9</c> of the broker, which starts again each time.</summary>
[Collection(typeof(Faults))]
public sealed class KilledBrokerTests(SharedStage shared) : Scenario(shared)
{
    [Fact]
    [Trait("Category", "Long")]
    public async Task What_is_accepted_while_the_broker_is_away_comes_when_it_is_back()
    {
        var before = Stage.Clients.Select(client => client.Inbox.Count()).ToList();
        await Stage.Broker.KillAsync(Cancellation);

        await Stage.PostAsync(20, Cancellation);

        Assert.Equal(before, Stage.Clients.Select(client => client.Inbox.Count()));
        await Stage.Broker.StartAsync(Cancellation);
        await Stage.AssertCleanAsync(Cancellation);
    }

    [Fact]
    public async Task Nothing_is_lost_when_it_dies_while_updates_are_on_their_way()
    {
        var posting = Stage.PostAsync(50, Cancellation);
        await Stage.Clients[1].WhenReceivedMoreAsync(10, Cancellation);
        await Stage.Broker.KillAsync(Cancellation);
        await Stage.Broker.StartAsync(Cancellation);

        await posting;
        await Stage.AssertCleanAsync(Cancellation);
    }
}
