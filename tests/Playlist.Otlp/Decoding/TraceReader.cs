using System.Diagnostics;
using Google.Protobuf.Collections;
using Playlist.Otlp.Wire;

namespace Playlist.Otlp.Decoding;

internal static class TraceReader
{
    private const int Error = 2;

    public static List<ReceivedSpan> Read(TraceExport export, Rejections rejections)
    {
        var resources = new ResourceReader();
        var spans = new List<ReceivedSpan>();
        foreach (var group in export.ResourceSpans)
        {
            var resource = resources.Read(group.Resource);
            foreach (var scope in group.ScopeSpans)
            {
                var name = StringPool.Intern(scope.Scope?.Name ?? "");
                foreach (var span in scope.Spans)
                {
                    if (Read(resource, name, span, rejections) is { } read)
                    {
                        spans.Add(read);
                    }
                }
            }
        }

        return spans;
    }

    private static ReceivedSpan? Read(TelemetryResource resource, string scope, Span span, Rejections rejections)
    {
        if (!Identifier.TryReadTrace(span.TraceId, out var traceId) || !Identifier.TryReadSpan(span.SpanId, out var spanId))
        {
            rejections.Add("span(s) whose trace id is not 16 bytes, or whose span id is not 8 bytes, or all zero");
            return null;
        }

        // Zeros are no parent, as some senders write it.
        if (!Identifier.TryReadSpan(span.ParentSpanId, out var parentSpanId) && span.ParentSpanId.Span.ContainsAnyExcept((byte)0))
        {
            rejections.Add("span(s) whose parent's id is not 8 bytes");
            return null;
        }

        return new ReceivedSpan(
            resource,
            scope,
            traceId,
            spanId,
            parentSpanId,
            StringPool.Intern(span.Name),
            span.Kind is >= 1 and <= 5 ? (ActivityKind)(span.Kind - 1) : ActivityKind.Internal,
            Nanoseconds.Of(span.StartTimeUnixNano),
            Nanoseconds.Of(span.EndTimeUnixNano),
            span.Status?.Code == Error,
            span.Status?.Message ?? "",
            AttributeReader.Read(span.Attributes),
            ReadEvents(span.Events),
            ReadLinks(span.Links),
            span.CalculateSize());
    }

    private static SpanEvent[] ReadEvents(RepeatedField<Span.Types.Event> events) =>
        [.. events.Select(item => new SpanEvent(StringPool.Intern(item.Name), Nanoseconds.Of(item.TimeUnixNano), AttributeReader.Read(item.Attributes)))];

    /// <remarks>A link without valid ids leads nowhere.</remarks>
    private static SpanLink[] ReadLinks(RepeatedField<Span.Types.Link> links) => [.. links.Select(ReadLink).OfType<SpanLink>()];

    private static SpanLink? ReadLink(Span.Types.Link link) =>
        Identifier.TryReadTrace(link.TraceId, out var traceId) && Identifier.TryReadSpan(link.SpanId, out var spanId)
            ? new SpanLink(traceId, spanId, AttributeReader.Read(link.Attributes))
            : null;
}
