using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Playlist.Otlp;

namespace Aspire.Dashboard.TestSupport;

/// <summary>Telemetry as the receiver hands it over. Times are nanoseconds from <see cref="Beginning"/>.</summary>
internal static class Received
{
    public const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    public const string OtherTraceId = "1bf7651916cd43dd8448eb211c80319c";
    public const long Millisecond = 1_000_000;
    public const long Second = 1_000_000_000;

    public static readonly DateTimeOffset Beginning = new(2025, 10, 11, 22, 10, 54, TimeSpan.Zero);

    public static readonly long BeginningNanoseconds = Beginning.ToUnixTimeSeconds() * Second;

    public static string SpanId(int id) => id.ToString("x16", CultureInfo.InvariantCulture);

    public static AttributeList Attributes(params (string Key, string Value)[] attributes) =>
        new([.. attributes.Select(attribute => KeyValuePair.Create(attribute.Key, attribute.Value))]);

    public static TelemetryResource Process(string service = "server", string instance = "abcdefgh") =>
        new(service, instance, Attributes(("service.name", service), ("service.instance.id", instance)));

    /// <param name="parent">0 for a root.</param>
    public static ReceivedSpan Span(int id, int parent = 0, long start = 0, long end = Second, string trace = TraceId, string name = "play", string service = "server") => new(
        Process(service),
        "Playlist.Server",
        trace,
        SpanId(id),
        parent == 0 ? "" : SpanId(parent),
        name,
        ActivityKind.Server,
        BeginningNanoseconds + start,
        BeginningNanoseconds + end,
        Failed: false,
        StatusMessage: "",
        AttributeList.Empty,
        Events: [],
        Links: [],
        Bytes: 100);

    public static ReceivedLog Log(string message = "Playing.", long time = 0, LogLevel level = LogLevel.Information, string trace = "", string span = "", string service = "server") =>
        new(Process(service), "Playlist.Server.Songs", BeginningNanoseconds + time, level, message, trace, span, AttributeList.Empty, Bytes: 50);

    public static ReceivedMetric Metric(MetricKind kind, params MetricPoint[] points) => new(Process(), "Playlist.Server", "songs", "{song}", "Songs played.", kind, points);

    public static MetricPoint Point(double value, long time, AttributeList? attributes = null, long start = -Second, bool isDelta = false, HistogramCounts? histogram = null) =>
        new(attributes ?? AttributeList.Empty, BeginningNanoseconds + start, BeginningNanoseconds + time, isDelta, value, histogram, Bytes: 40);
}
