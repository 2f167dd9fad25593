using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Playlist.Otlp.Tests;

/// <summary>What the OpenTelemetry SDK itself exports arrives whole.</summary>
public sealed class SdkExportTests
{
    private const string Name = "Playlist.Otlp.Tests.Sdk";

    private static readonly ResourceBuilder Process = ResourceBuilder.CreateEmpty().AddService("sdk", serviceInstanceId: "one");

    [Fact]
    public async Task A_span_with_an_event_and_a_link_arrives()
    {
        await using var host = await OtlpHost.StartAsync();
        var linked = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        using var source = new ActivitySource(Name);
        Activity activity;
        using (var provider = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(Process).AddSource(Name).AddOtlpExporter(Options(host, "traces")).Build())
        {
            activity = source.StartActivity("play", ActivityKind.Client, default(ActivityContext), tags: [new("songs", new[] { "Golden", "Lover" }), new("bytes", 12L)], links: [new ActivityLink(linked, new() { ["why"] = "retry" })])!;
            activity.AddEvent(new ActivityEvent("seek", tags: new() { ["to"] = 5 }));
            activity.SetStatus(ActivityStatusCode.Error, "song_not_found");
            activity.Stop();
            Assert.True(provider.ForceFlush());
        }

        var span = Assert.Single(host.Spans);
        Assert.Equal(("sdk", "one", Name), (span.Service, span.Instance, span.Scope));
        Assert.Equal((activity.TraceId.ToHexString(), activity.SpanId.ToHexString(), ""), (span.TraceId, span.SpanId, span.ParentSpanId));
        Assert.Equal(("play", ActivityKind.Client, true, "song_not_found"), (span.Name, span.Kind, span.Failed, span.StatusMessage));
        Assert.Equal(Nanoseconds(activity.StartTimeUtc), span.StartNanoseconds);
        Assert.Equal(Nanoseconds(activity.StartTimeUtc + activity.Duration), span.EndNanoseconds);
        Assert.Equal("""["Golden","Lover"]""", span.Attributes["songs"]);
        Assert.Equal("12", span.Attributes["bytes"]);
        var item = Assert.Single(span.Events);
        Assert.Equal(("seek", "5"), (item.Name, item.Attributes["to"]));
        Assert.InRange(item.TimeNanoseconds, span.StartNanoseconds, span.EndNanoseconds);
        var link = Assert.Single(span.Links);
        Assert.Equal((linked.TraceId.ToHexString(), linked.SpanId.ToHexString(), "retry"), (link.TraceId, link.SpanId, link.Attributes["why"]));
    }

    [Fact]
    public async Task A_log_record_arrives()
    {
        await using var host = await OtlpHost.StartAsync();
        using var activity = new Activity("writes").Start();
        using (var factory = LoggerFactory.Create(logging => logging.AddOpenTelemetry(options =>
        {
            options.IncludeFormattedMessage = true;
            options.SetResourceBuilder(Process).AddOtlpExporter(Options(host, "logs"));
        })))
        {
#pragma warning disable CA1848, CA1873 // One record in a test needs no generated method.
            factory.CreateLogger(Name).LogError(new InvalidOperationException("full"), "The disk {Disk} is slow", "sda");
#pragma warning restore CA1848, CA1873
        }

        var log = Assert.Single(host.Logs);
        Assert.Equal(("sdk", Name, LogLevel.Error, "The disk sda is slow"), (log.Resource.Service, log.Category, log.Level, log.Message));
        Assert.Equal((activity.TraceId.ToHexString(), activity.SpanId.ToHexString()), (log.TraceId, log.SpanId));
        Assert.Equal("sda", log.Attributes["Disk"]);
        Assert.Equal("full", log.Attributes["exception.message"]);
        Assert.True(log.TimeNanoseconds >= Nanoseconds(activity.StartTimeUtc));
    }

    [Fact]
    public async Task Instruments_of_each_kind_arrive()
    {
        await using var host = await OtlpHost.StartAsync();
        using var meter = new Meter(Name);
        using (var provider = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(Process)
            .AddMeter(Name)
            .AddView("sizes", new Base2ExponentialBucketHistogramConfiguration())
            .AddOtlpExporter((exporter, reader) =>
            {
                Options(host, "metrics")(exporter);
                reader.TemporalityPreference = MetricReaderTemporalityPreference.Delta;
            })
            .Build())
        {
            meter.CreateCounter<long>("plays", "{play}", "Songs played").Add(3, new KeyValuePair<string, object?>("codec", "flac"));
            meter.CreateUpDownCounter<long>("open").Add(-2);
            meter.CreateObservableGauge("heat", () => 36.6);
            meter.CreateHistogram<double>("durations", advice: new() { HistogramBucketBoundaries = [1, 2] }).Record(1.5);
            meter.CreateHistogram<double>("sizes").Record(3);
            Assert.True(provider.ForceFlush());
        }

        var plays = host.Metrics.First(metric => metric.Name == "plays");
        Assert.Equal(("sdk", Name, "{play}", "Songs played", MetricKind.Counter), (plays.Resource.Service, plays.Meter, plays.Unit, plays.Description, plays.Kind));
        var point = Assert.Single(plays.Points);
        Assert.Equal((3, true, "flac"), (point.Value, point.IsDelta, point.Attributes["codec"]));
        Assert.InRange(point.StartNanoseconds, 1, point.TimeNanoseconds);

        var open = host.Metrics.First(metric => metric.Name == "open");
        Assert.Equal((MetricKind.UpDownCounter, -2, false), (open.Kind, open.Points[0].Value, open.Points[0].IsDelta));
        var heat = host.Metrics.First(metric => metric.Name == "heat");
        Assert.Equal((MetricKind.Gauge, 36.6), (heat.Kind, heat.Points[0].Value));

        var durations = Assert.Single(host.Metrics.First(metric => metric.Name == "durations").Points);
        Assert.Equal(1.5, durations.Value);
        Assert.Equal([1, 2], durations.Histogram!.Bounds);
        Assert.Equal([0UL, 1, 0], durations.Histogram.Counts);

        var sizes = Assert.Single(host.Metrics.First(metric => metric.Name == "sizes").Points);
        var bucket = Array.FindIndex(sizes.Histogram!.Counts, count => count == 1);
        Assert.InRange(3, sizes.Histogram.Bounds[bucket - 1], sizes.Histogram.Bounds[bucket]);
    }

    private static Action<OtlpExporterOptions> Options(OtlpHost host, string signal) => options =>
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = new Uri(host.Address, $"v1/{signal}");
    };

    private static long Nanoseconds(DateTime time) => (time - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
}
