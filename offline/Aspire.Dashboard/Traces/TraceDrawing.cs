using Aspire.Dashboard.Telemetry;

namespace Aspire.Dashboard.Traces;

/// <summary>Writes a trace down for the page.</summary>
internal static class TraceDrawing
{
    public static TraceView Draw(long version, TraceSpans trace, TraceLinks links)
    {
        var tree = TraceTree.Build(trace);
        var resources = trace.Spans.Select(span => span.Resource).Distinct().ToArray();
        var numbers = resources.Index().ToDictionary(resource => resource.Item, resource => resource.Index);
        return new TraceView(
            version,
            trace.TraceId,
            UnixTime.ToDateTime(trace.StartNanoseconds),
            trace.Summary.DurationNs,
            tree.Notes,
            trace.Summary.Services,
            [.. resources.Select(resource => resource.Attributes.ToArray())],
            [.. tree.Nodes.Select(node => Draw(node, trace.StartNanoseconds, numbers[node.Span.Resource], links))]);
    }

    private static SpanView Draw(TraceNode node, long start, int resource, TraceLinks links)
    {
        var span = node.Span;
        return new SpanView(
            span.SpanId,
            span.ParentSpanId,
            node.Depth,
            node.HasChildren,
            span.Name,
            span.Service,
            span.Instance,
            span.Scope,
            span.Kind.ToString(),
            span.StartNanoseconds - start,
            Math.Max(0, span.EndNanoseconds - span.StartNanoseconds),
            span.Failed,
            span.StatusMessage,
            node.Notes,
            [.. span.Attributes],
            resource,
            [.. span.Events.Select(item => new SpanEventView(item.Name, item.TimeNanoseconds - start, [.. item.Attributes]))],
            links.From(span),
            links.To(span));
    }
}
