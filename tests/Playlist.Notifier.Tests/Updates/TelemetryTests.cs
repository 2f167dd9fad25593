using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Playlist.Testing.Messaging;

namespace Playlist.Notifier.Tests.Updates;

public sealed class TelemetryTests(BrokerFixture broker)
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_span_is_the_followers_parent_and_tells_what_went_where()
    {
        await broker.StartAsync(Cancellation);
        await using var notifier = await RunningNotifier.StartAsync(broker.Uri, Cancellation);
        await using var follower = await Follower.OfAsync("Traced", broker, Cancellation);
        using var spans = new Spans();

        await notifier.FinishAsync(await PostAsync(notifier, "Traced", Parent), Cancellation);

        var span = Assert.Single(spans.Of(Parent));
        var heard = await follower.HearAsync(Cancellation);
        Assert.Equal(("publish playlist.artist-updates", ActivityKind.Producer), (span.DisplayName, span.Kind));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.NotEqual("b7ad6b7169203331", span.ParentSpanId.ToHexString());
        Assert.Equal(
            new SortedDictionary<string, object?>(StringComparer.Ordinal)
            {
                ["messaging.system"] = "rabbitmq",
                ["messaging.destination.name"] = "playlist.artist-updates",
                ["messaging.destination.template"] = "artist.{artist}",
                ["messaging.operation.name"] = "publish",
                ["messaging.operation.type"] = "send",
                ["messaging.message.id"] = heard.Properties.MessageId,
                ["messaging.rabbitmq.destination.routing_key"] = "artist.Traced",
                ["playlist.outcome"] = "delivered",
                ["server.address"] = "127.0.0.1",
                ["server.port"] = broker.Port,
            },
            new SortedDictionary<string, object?>(span.TagObjects.ToDictionary(), StringComparer.Ordinal));
        Assert.Equal($"00-0af7651916cd43dd8448eb211c80319c-{span.SpanId}-01", heard.Header("traceparent"));
        Assert.Equal("vendor=42", heard.Header("tracestate"));
    }

    [Fact]
    public async Task The_span_lasts_until_the_broker_has_answered()
    {
        await broker.StartAsync(Cancellation);
        await using var notifier = await RunningNotifier.StartAsync(broker.Uri, Cancellation);
        using var spans = new Spans();

        await notifier.FinishAsync(await PostAsync(notifier, "Nobody's", Parent), Cancellation);

        // Only the broker knows it, and says it just before the confirm.
        Assert.Equal("no_followers", Assert.Single(spans.Of(Parent)).GetTagItem("playlist.outcome"));
    }

    [Fact]
    public async Task A_trace_that_is_not_recorded_goes_on_in_the_message()
    {
        await broker.StartAsync(Cancellation);
        await using var notifier = await RunningNotifier.StartAsync(broker.Uri, Cancellation);
        await using var follower = await Follower.OfAsync("Unrecorded", broker, Cancellation);

        await PostAsync(notifier, "Unrecorded", "00-0af7651916cd43dd8448eb211c80319d-b7ad6b7169203331-00");

        Assert.Matches("^00-0af7651916cd43dd8448eb211c80319d-[0-9a-f]{16}-00$", (await follower.HearAsync(Cancellation)).Header("traceparent"));
    }

    [Fact]
    public async Task Each_attempt_is_a_span_of_the_requests_trace_and_the_last_one_is_the_followers_parent()
    {
        await using var broker = new BrokerFixture();
        await using var notifier = await RunningNotifier.StartAsync(broker.Uri, Cancellation);
        using var spans = new Spans();
        using var sent = new MetricCollector<long>(null, "Playlist.Notifier", "messaging.client.sent.messages");
        using var duration = new MetricCollector<double>(null, "Playlist.Notifier", "messaging.client.operation.duration");

        var id = await PostAsync(notifier, "HUNTRX", Parent);
        await notifier.WaitForAsync(id, update => update.GetProperty("attempts").GetInt32() >= 2, Cancellation);
        await broker.StartAsync(Cancellation);
        var update = await notifier.FinishAsync(id, Cancellation);

        var attempts = spans.Of(Parent);
        Assert.Equal(update.GetProperty("attempts").GetInt32(), attempts.Count);
        Assert.Single(attempts.Select(span => span.ParentSpanId).Distinct());
        Assert.All(attempts, span => Assert.Equal(id, span.GetTagItem("messaging.message.id")));
        Assert.All(attempts.SkipLast(1), span =>
        {
            Assert.Equal((ActivityStatusCode.Error, "unreachable"), (span.Status, span.GetTagItem("error.type")));
            Assert.Contains("Check that it runs", span.StatusDescription, StringComparison.Ordinal);
        });
        Assert.Equal((ActivityStatusCode.Unset, "no_followers"), (attempts[^1].Status, attempts[^1].GetTagItem("playlist.outcome")));
        var measured = sent.GetMeasurementSnapshot().Where(measured => Equals(measured.Tags["server.port"], broker.Port)).ToList();
        Assert.Equal(attempts.Count, measured.Count);
        Assert.Equal("unreachable", measured[0].Tags["error.type"]);
        Assert.Contains(duration.GetMeasurementSnapshot(), measured => Equals(measured.Tags["server.port"], broker.Port) && Equals(measured.Tags["error.type"], "unreachable"));
    }

    [Fact]
    public async Task Metrics_count_and_time_each_update_without_naming_artists()
    {
        await broker.StartAsync(Cancellation);
        await using var notifier = await RunningNotifier.StartAsync(new UriBuilder(broker.Uri) { Host = "localhost" }.Uri, Cancellation);
        using var sent = new MetricCollector<long>(null, "Playlist.Notifier", "messaging.client.sent.messages");
        using var duration = new MetricCollector<double>(null, "Playlist.Notifier", "messaging.client.operation.duration");

        await notifier.FinishAsync(await PostAsync(notifier, "HUNTRX", Parent), Cancellation);

        // Only this test calls the broker localhost.
        var one = Assert.Single(sent.GetMeasurementSnapshot(), measured => Equals(measured.Tags["server.address"], "localhost"));
        var time = Assert.Single(duration.GetMeasurementSnapshot(), measured => Equals(measured.Tags["server.address"], "localhost"));
        Assert.Equal(1, one.Value);
        Assert.InRange(time.Value, 0.000_1, 30);
        Assert.Equal(("{message}", "s"), (sent.Instrument?.Unit, duration.Instrument?.Unit));
        Assert.All([one.Tags, time.Tags], tags => Assert.Equal(
            ["messaging.destination.name", "messaging.destination.template", "messaging.operation.name", "messaging.operation.type", "messaging.system", "server.address", "server.port"],
            tags.Keys.Order(StringComparer.Ordinal)));
    }

    /// <returns>The update's id.</returns>
    private static async Task<string> PostAsync(RunningNotifier notifier, string artist, string traceparent)
    {
        // Sends the trace context that it is given, and none of its own.
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { ActivityHeadersPropagator = null });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(notifier.Http.BaseAddress!, "/updates")) { Content = JsonContent.Create(new { artist, message = "x" }) };
        request.Headers.Add("traceparent", traceparent);
        request.Headers.Add("tracestate", "vendor=42");
        using var response = await client.SendAsync(request, Cancellation);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("id").GetString()!;
    }

    /// <summary>The notifier's spans that ended since.</summary>
    private sealed class Spans : IDisposable
    {
        private readonly List<Activity> _ended = [];
        private readonly ActivityListener _listener;

        public Spans()
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "Playlist.Notifier",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = span =>
                {
                    lock (_ended)
                    {
                        _ended.Add(span);
                    }
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public List<Activity> Of(string traceparent)
        {
            lock (_ended)
            {
                return _ended.FindAll(span => traceparent.Contains(span.TraceId.ToHexString(), StringComparison.Ordinal));
            }
        }

        public void Dispose() => _listener.Dispose();
    }
}
