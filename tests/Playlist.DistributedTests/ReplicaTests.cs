using Playlist.Testing;
using Playlist.Testing.Telemetry;

namespace Playlist.DistributedTests;

/// <summary>An application of its own: two server processes behind one address, and the opening scenario.</summary>
public sealed class ReplicaTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_replicas_both_answer_and_the_opening_scenario_is_played()
    {
        await using var telemetry = await OtlpReceiver.StartAsync(Cancellation);
        await using var app = await PlaylistApplication.StartAsync(telemetry.Endpoint, ["--Replicas:server=2"], Cancellation);

        // Both replicas stream at the same time, so the proxy cannot have sent every connection to one of them.
        var server = app.GetEndpoint("server", "tcp");
        var connections = new List<SongConnection>();
        for (var i = 0; i < 16; i++)
        {
            var connection = await SongConnection.OpenAsync(server, Cancellation);
            connections.Add(connection);
            Assert.True((await connection.AskAsync("""{"id":1,"op":"ping"}""", Cancellation)).GetProperty("ok").GetBoolean());
        }

        var instances = await telemetry.WaitForAsync(
            spans =>
            {
                var answered = spans.Where(span => span.Service == "server" && span.Name == "ping").Select(span => span.Instance).Distinct().ToList();
                return answered.Count == 2 ? answered : null;
            },
            Cancellation);
        Assert.All(instances, instance => Assert.NotEmpty(instance));
        foreach (var connection in connections)
        {
            await connection.DisposeAsync();
        }

        await telemetry.WaitForAsync(spans => spans.FirstOrDefault(span => span is { Service: "client-1", Name: "play" }), Cancellation);
        await telemetry.WaitForAsync(
            spans => spans.Count(span => span is { Service: "notifier", Name: "publish playlist.artist-updates" }) == 3 ? spans : null,
            Cancellation);
    }
}
