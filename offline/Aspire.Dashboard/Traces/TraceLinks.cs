using Playlist.Otlp;

namespace Aspire.Dashboard.Traces;

/// <summary>The links from and to the spans of a trace.</summary>
internal sealed class TraceLinks
{
    private readonly Dictionary<(string TraceId, string SpanId), ReceivedSpan> _targets = [];
    private readonly ILookup<string, SpanLinkView> _linking;

    /// <param name="linking">The spans that link to this trace.</param>
    /// <param name="findTrace">Gives a trace that is linked to, if it is here.</param>
    public TraceLinks(TraceSpans trace, IEnumerable<ReceivedSpan> linking, Func<string, TraceSpans?> findTrace)
    {
        var wanted = trace.Spans.SelectMany(span => span.Links).Select(link => (link.TraceId, link.SpanId)).ToHashSet();
        var spans = wanted.Select(link => link.TraceId).Distinct().SelectMany(traceId => findTrace(traceId)?.Spans ?? []);
        foreach (var span in spans.Where(span => wanted.Contains((span.TraceId, span.SpanId))))
        {
            _targets.TryAdd((span.TraceId, span.SpanId), span);
        }

        _linking = (
            from span in SpanOrder.Distinct(linking)
            from link in span.Links
            where link.TraceId == trace.TraceId
            select (Target: link.SpanId, View: View(span.TraceId, span.SpanId, span, link.Attributes)))
            .ToLookup(link => link.Target, link => link.View);
    }

    public IReadOnlyList<SpanLinkView> From(ReceivedSpan span) =>
        [.. span.Links.Select(link => View(link.TraceId, link.SpanId, _targets.GetValueOrDefault((link.TraceId, link.SpanId)), link.Attributes))];

    public IReadOnlyList<SpanLinkView> To(ReceivedSpan span) => [.. _linking[span.SpanId]];

    private static SpanLinkView View(string traceId, string spanId, ReceivedSpan? other, AttributeList attributes) =>
        new(traceId, spanId, other?.Name, other?.Service, [.. attributes]);
}
