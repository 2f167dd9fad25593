using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Playlist.Otlp;

namespace Playlist.DistributedTests;

public sealed class TraceTests(PlaylistApplication application)
{
    private const string Updates = "playlist.artist-updates";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_trace_follows_a_song_from_the_client_through_the_server()
    {
        using var client = application.CreateHttpClient("client-2");
        using var response = await client.PostAsJsonAsync("/play", new { song = "To The Creatures" }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        var trace = await TraceWithAsync("server", span => span.Name == "play" && span.Attributes.Values.Contains("To The Creatures"), count: 3);

        var post = Single(trace, "client-2", ActivityKind.Server, "POST /play");
        var asked = Single(trace, "client-2", ActivityKind.Client, "play");
        var answered = Single(trace, "server", ActivityKind.Server, "play");
        Assert.Equal(post.SpanId, asked.ParentSpanId);
        Assert.Equal(asked.SpanId, answered.ParentSpanId);
        Assert.All([asked, answered], span =>
        {
            Assert.False(span.Failed);
            Assert.Equal("playlist", span.Attributes["rpc.system.name"]);
            Assert.Equal("play", span.Attributes["rpc.method"]);
        });
        Assert.Equal("Playlist.Client", asked.Scope);
        Assert.Equal("Playlist.Server", answered.Scope);
        Assert.Equal(application.SongServer.Port.ToString(CultureInfo.InvariantCulture), asked.Attributes["server.port"]);
        Assert.Equal(application.SongServer.Host, asked.Attributes["server.address"]);
    }

    [Fact]
    public async Task A_song_that_cannot_be_played_is_an_error_on_both_sides()
    {
        const string song = "No Such Song At All";
        using var client = application.CreateHttpClient("client-3");
        using var response = await client.PostAsJsonAsync("/play", new { song }, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);

        var trace = await TraceWithAsync("client-3", span => span.Name == "play" && span.Attributes.Values.Contains(song), count: 3);

        Assert.All(
            [Single(trace, "client-3", ActivityKind.Client, "play"), Single(trace, "server", ActivityKind.Server, "play")],
            span =>
            {
                Assert.True(span.Failed);
                Assert.Equal("song_not_found", span.Attributes["error.type"]);
            });
    }

    [Fact]
    public async Task One_trace_follows_an_update_from_the_notifier_to_every_follower()
    {
        using var notifier = application.CreateHttpClient("notifier");
        using var response = await notifier.PostAsJsonAsync("/updates", new { artist = "Taylor Swift", message = "Traced" }, Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var id = (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("id").GetString()!;

        var trace = await TraceWithAsync("notifier", span => span.Attributes.GetValueOrDefault("messaging.message.id") == id, count: 4);

        var post = Single(trace, "notifier", ActivityKind.Server, "POST /updates");
        var published = Single(trace, "notifier", ActivityKind.Producer, $"publish {Updates}");
        Assert.Equal(post.SpanId, published.ParentSpanId);
        AssertMessaging(published, "publish", "send", id);
        foreach (var follower in new[] { "client-1", "client-2" })
        {
            var processed = Single(trace, follower, ActivityKind.Consumer, $"process {Updates}");
            Assert.Equal(published.SpanId, processed.ParentSpanId);
            Assert.Equal([(published.TraceId, published.SpanId)], processed.Links.Select(link => (link.TraceId, link.SpanId)));
            AssertMessaging(processed, "process", "process", id);
        }

        Assert.DoesNotContain(trace, span => span.Service == "client-3");
    }

    private static void AssertMessaging(ReceivedSpan span, string operation, string type, string id)
    {
        Assert.False(span.Failed);
        Assert.Equal("rabbitmq", span.Attributes["messaging.system"]);
        Assert.Equal(Updates, span.Attributes["messaging.destination.name"]);
        Assert.Equal("artist.{artist}", span.Attributes["messaging.destination.template"]);
        Assert.Equal(operation, span.Attributes["messaging.operation.name"]);
        Assert.Equal(type, span.Attributes["messaging.operation.type"]);
        Assert.Equal(id, span.Attributes["messaging.message.id"]);
        Assert.Contains("server.address", span.Attributes.Keys);
        Assert.Contains("server.port", span.Attributes.Keys);
    }

    /// <summary>All spans of the trace that has the span looked for, once there are <paramref name="count"/> of them.</summary>
    private Task<IReadOnlyList<ReceivedSpan>> TraceWithAsync(string service, Predicate<ReceivedSpan> isIt, int count) =>
        application.Telemetry.WaitForAsync<IReadOnlyList<ReceivedSpan>>(
            // Other tests may do the same, in traces of fewer spans.
            spans => spans
                .Where(span => span.Service == service && isIt(span))
                .Select(found => spans.Where(span => span.TraceId == found.TraceId).ToList())
                .FirstOrDefault(trace => trace.Count >= count),
            Cancellation);

    private static ReceivedSpan Single(IReadOnlyList<ReceivedSpan> trace, string service, ActivityKind kind, string name) =>
        Assert.Single(trace, span => span.Service == service && span.Kind == kind && span.Name == name);
}
