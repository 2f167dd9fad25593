using Aspire.Dashboard.Telemetry;
using Playlist.Otlp;

namespace Aspire.Dashboard.Traces;

/// <summary>A trace as it is at one moment. Never changes.</summary>
/// <param name="received">At least one.</param>
/// <param name="dropped">How many more there were.</param>
/// <remarks>What follows from the spans is found out when it is asked for, and kept: of the many traces few have changed since the last look.</remarks>
internal sealed class TraceSpans(string traceId, IReadOnlyList<ReceivedSpan> received, int dropped)
{
    public string TraceId => traceId;

    /// <summary>In order of their start, each once.</summary>
    public IReadOnlyList<ReceivedSpan> Spans => field ??= SpanOrder.Distinct(received);

    /// <summary>How many were received once more.</summary>
    public int Repeated => received.Count - Spans.Count;

    public int Dropped => dropped;

    public long StartNanoseconds => Spans[0].StartNanoseconds;

    public TraceSummary Summary => field ??= Summarize();

    public bool Matches(TraceFilter filter) =>
        (!filter.ErrorsOnly || Summary.Errors > 0)
        && (filter.MinDuration is not { } least || Summary.DurationNs / TimeSpan.NanosecondsPerTick >= least.Ticks)
        && (filter.Resource is not { } name || Summary.Services.Any(service => Matching.IsNamed(service.Service, service.Instance, name)))
        && (filter.Text is not { } text || HasText(text));

    private bool HasText(string text) =>
        Matching.HasText(traceId, text)
        || Spans.Any(span => Matching.HasText(span.Name, text) || Matching.HasText(span.Service, text) || Matching.HasText(span.Instance, text) || Matching.HasText(span.Attributes, text));

    private TraceSummary Summarize()
    {
        var root = Spans.FirstOrDefault(span => span.ParentSpanId.Length == 0);
        var named = root ?? Spans[0];
        return new TraceSummary(
            traceId,
            named.Name,
            named.Service,
            UnixTime.ToDateTime(StartNanoseconds),
            Spans.Max(span => Math.Max(span.StartNanoseconds, span.EndNanoseconds)) - StartNanoseconds,
            Spans.Count,
            Spans.Count(span => span.Failed),
            HasRoot: root is not null,
            dropped,
            [.. Spans.CountBy(span => (span.Service, span.Instance)).Select(count => new ServiceCount(count.Key.Service, count.Key.Instance, count.Value))]);
    }
}
