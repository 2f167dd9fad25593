using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Playlist.Protocol.Playlists;
using Playlist.Server.Playlists;
using Playlist.Server.Tests.Hosting;
using Playlist.Testing;
using Playlist.Testing.Messaging;

namespace Playlist.Server.Tests.Playlists;

/// <summary>Changes of playlists on RabbitMQ (docs/messaging.md, section 11).</summary>
public sealed class AnnouncementTests(BrokerFixture broker) : TimedTest(TimeSpan.FromMinutes(2)), IClassFixture<BrokerFixture>
{
    private const string Request = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    [Fact]
    public async Task Each_write_is_announced_in_order_in_the_trace_of_its_request()
    {
        await broker.StartAsync(Cancellation);
        await using var listener = await Follower.BindAsync(broker, PlaylistTopology.Exchange, PlaylistTopology.EveryPlaylist, durable: true, Cancellation);
        await using var server = await SongServer.StartAsync([$"ConnectionStrings:messaging={broker.Uri}"], Cancellation);
        await using var connection = await server.ConnectAsync(Cancellation);
        using var spans = new ActivityListener { ShouldListenTo = source => source.Name == ServerTelemetry.Name, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded };
        ActivitySource.AddActivityListener(spans);

        var created = await connection.AskAsync($$"""{"id":1,"op":"playlist.create","name":"Road trip","traceparent":"{{Request}}"}""", Cancellation);
        await connection.AskAsync("""{"id":2,"op":"playlist.add","playlist":"Road trip","version":1,"songs":["Golden"]}""", Cancellation);
        await connection.AskAsync("""{"id":3,"op":"playlist.delete","playlist":"Road trip","version":2}""", Cancellation);
        var heard = new[] { await listener.HearAsync(Cancellation), await listener.HearAsync(Cancellation), await listener.HearAsync(Cancellation) };

        var id = created.GetProperty("playlist").GetProperty("id").GetString();
        Assert.All(heard, message => Assert.Equal($"playlist.{id}", message.RoutingKey));
        Assert.Equal(["create", "add", "delete"], heard.Select(message => message.Json.GetProperty("change").GetString()));
        Assert.Equal([1, 2, 3], heard.Select(message => message.Json.GetProperty("version").GetInt64()));
        Assert.All(heard, message => Assert.True(message.Properties is { Persistent: true, ContentType: "application/json", MessageId: not null }));
        Assert.StartsWith(Request[..36], heard[0].Header("traceparent"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task Writes_go_on_without_the_broker_and_are_announced_when_it_is_there()
    {
        await using var late = new BrokerFixture();
        await using var server = await SongServer.StartAsync([$"ConnectionStrings:messaging={late.Uri}"], Cancellation);
        var announcements = server.Services.GetRequiredService<PlaylistAnnouncements>();
        await using var connection = await server.ConnectAsync(Cancellation);

        await connection.AskAsync("""{"id":1,"op":"playlist.create","name":"Road trip"}""", Cancellation);
        await Eventually.GetAsync(_ => Task.FromResult(server.Log.GetSnapshot().FirstOrDefault(record => record.Message.StartsWith("Changes of playlists wait", StringComparison.Ordinal))), "the warning", Cancellation);
        Assert.Equal(1, announcements.Waiting);

        await late.StartAsync(Cancellation);
        await Eventually.GetAsync(_ => Task.FromResult(announcements.Waiting == 0 ? announcements : null), "the announcement", Cancellation);
        Assert.Contains(server.Log.GetSnapshot(), record => record.Message == "Changes of playlists are announced again.");
    }

    [Fact]
    public async Task So_many_changes_wait_and_no_more()
    {
        await using var away = new BrokerFixture();
        await using var server = await SongServer.StartAsync([$"ConnectionStrings:messaging={away.Uri}"], Cancellation);
        var announcements = server.Services.GetRequiredService<PlaylistAnnouncements>();

        for (var version = 1; version <= PlaylistAnnouncements.Capacity; version++)
        {
            announcements.Announce(new PlaylistChange("a", "A", version, "add", default));
        }

        Assert.Equal(PlaylistAnnouncements.Capacity, announcements.Waiting);
        Assert.DoesNotContain(server.Log.GetSnapshot(), record => record.Message.StartsWith("More than", StringComparison.Ordinal));

        announcements.Announce(new PlaylistChange("a", "A", PlaylistAnnouncements.Capacity + 1, "add", default));

        Assert.Equal(PlaylistAnnouncements.Capacity, announcements.Waiting);
        Assert.Single(server.Log.GetSnapshot(), record => record.Message.StartsWith("More than", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_broker_nothing_waits_and_it_is_said_once()
    {
        await using var server = await SongServer.StartAsync([], Cancellation);

        server.Services.GetRequiredService<PlaylistAnnouncements>().Announce(new PlaylistChange("a", "A", 1, "add", default));

        Assert.Equal(0, server.Services.GetRequiredService<PlaylistAnnouncements>().Waiting);
        Assert.Single(server.Log.GetSnapshot(), record => record.Message.StartsWith("No broker is configured", StringComparison.Ordinal));
    }
}
