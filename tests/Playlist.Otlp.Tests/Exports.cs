using Google.Protobuf;
using Playlist.Otlp.Wire;

namespace Playlist.Otlp.Tests;

/// <summary>Exports of one resource and one scope, with every field that is read.</summary>
internal static class Exports
{
    public const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    public const string SpanId = "b7ad6b7169203331";
    public const string ParentSpanId = "00f067aa0ba902b7";

    public const ulong Start = 1_700_000_000_000_000_001;
    public const ulong End = 1_700_000_000_250_000_002;

    public static ByteString Bytes(string hex) => ByteString.CopyFrom(Convert.FromHexString(hex));

    public static KeyValue Pair(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };

    public static Resource Process(string service = "server", string instance = "abcdefgh") => new() { Attributes = { Pair("service.name", service), Pair("service.instance.id", instance) } };

    public static Span Span() => new()
    {
        TraceId = Bytes(TraceId),
        SpanId = Bytes(SpanId),
        ParentSpanId = Bytes(ParentSpanId),
        Name = "play",
        Kind = 2,
        StartTimeUnixNano = Start,
        EndTimeUnixNano = End,
        Attributes = { Pair("rpc.method", "play") },
        Events = { new Span.Types.Event { Name = "seek", TimeUnixNano = Start + 5, Attributes = { Pair("from", "here") } } },
        Links = { new Span.Types.Link { TraceId = Bytes(TraceId), SpanId = Bytes(ParentSpanId), Attributes = { Pair("why", "cause") } } },
        Status = new Status { Code = 2, Message = "song_not_found" },
    };

    public static TraceExport Traces(params Span[] spans) => new()
    {
        ResourceSpans = { new ResourceSpans { Resource = Process(), ScopeSpans = { new ScopeSpans { Scope = new Scope { Name = "Playlist.Server" }, Spans = { spans } } } } },
    };

    public static LogRecord Log() => new()
    {
        TimeUnixNano = Start,
        ObservedTimeUnixNano = End,
        SeverityNumber = 13,
        Body = new AnyValue { StringValue = "The disk is slow" },
        Attributes = { Pair("disk", "sda") },
        TraceId = Bytes(TraceId),
        SpanId = Bytes(SpanId),
    };

    public static LogExport Logs(params LogRecord[] records) => new()
    {
        ResourceLogs = { new ResourceLogs { Resource = Process(), ScopeLogs = { new ScopeLogs { Scope = new Scope { Name = "Playlist.Server.Disk" }, LogRecords = { records } } } } },
    };

    public static NumberPoint Number(double value) => new() { AsDouble = value, StartTimeUnixNano = Start, TimeUnixNano = End, Attributes = { Pair("codec", "flac") } };

    public static HistogramPoint Histogram() => new()
    {
        StartTimeUnixNano = Start,
        TimeUnixNano = End,
        Count = 6,
        Sum = 4.5,
        ExplicitBounds = { 0.1, 1 },
        BucketCounts = { 1, 2, 3 },
        Attributes = { Pair("codec", "flac") },
    };

    public static ExponentialHistogramPoint ExponentialHistogram() => new()
    {
        StartTimeUnixNano = Start,
        TimeUnixNano = End,
        Count = 10,
        Sum = 12.5,
        ZeroCount = 1,
        Positive = new() { Offset = 1, BucketCounts = { 2, 3 } },
        Negative = new() { Offset = -1, BucketCounts = { 4 } },
    };

    public static MetricExport Metrics(params Metric[] metrics) => new()
    {
        ResourceMetrics = { new ResourceMetrics { Resource = Process(), ScopeMetrics = { new ScopeMetrics { Scope = new Scope { Name = "Playlist.Server" }, Metrics = { metrics } } } } },
    };

    public static Metric Gauge(params NumberPoint[] points) => new() { Name = "songs.open", Unit = "{song}", Description = "Songs", Gauge = new() { DataPoints = { points } } };

    public static Metric Histogram(params HistogramPoint[] points) => new() { Name = "songs.duration", Histogram = new() { DataPoints = { points } } };

    public static Metric ExponentialHistogram(params ExponentialHistogramPoint[] points) => new() { Name = "songs.size", ExponentialHistogram = new() { DataPoints = { points } } };
}
