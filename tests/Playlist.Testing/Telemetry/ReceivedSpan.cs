using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Playlist.Testing.Telemetry.Otlp;

namespace Playlist.Testing.Telemetry;

/// <summary>A span as a process exported it.</summary>
/// <param name="Service">The resource's <c>service.name</c>.</param>
/// <param name="Instance">The resource's <c>service.instance.id</c>: which replica.</param>
/// <param name="Scope">The name of the ActivitySource.</param>
/// <param name="ParentSpanId">Empty for a root.</param>
/// <param name="Attributes">Numbers and booleans as their invariant text.</param>
public sealed record ReceivedSpan(
    string Service,
    string Instance,
    string Scope,
    string TraceId,
    string SpanId,
    string ParentSpanId,
    string Name,
    ActivityKind Kind,
    bool Failed,
    IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyList<(string TraceId, string SpanId)> Links)
{
    internal static IEnumerable<ReceivedSpan> From(ExportTraceServiceRequest request) =>
        from resource in request.ResourceSpans
        let attributes = Read(resource.Resource.Attributes)
        from scope in resource.ScopeSpans
        from span in scope.Spans
        select new ReceivedSpan(
            attributes.GetValueOrDefault("service.name", ""),
            attributes.GetValueOrDefault("service.instance.id", ""),
            scope.Scope?.Name ?? "",
            Hex(span.TraceId),
            Hex(span.SpanId),
            Hex(span.ParentSpanId),
            span.Name,
            (ActivityKind)(span.Kind - 1),
            span.Status?.Code == 2,
            Read(span.Attributes),
            [.. span.Links.Select(link => (Hex(link.TraceId), Hex(link.SpanId)))]);

    private static Dictionary<string, string> Read(RepeatedField<KeyValue> attributes) =>
        attributes.ToDictionary(attribute => attribute.Key, attribute => attribute.Value.ValueCase switch
        {
            AnyValue.ValueOneofCase.StringValue => attribute.Value.StringValue,
            AnyValue.ValueOneofCase.BoolValue => attribute.Value.BoolValue ? "true" : "false",
            AnyValue.ValueOneofCase.IntValue => attribute.Value.IntValue.ToString(CultureInfo.InvariantCulture),
            AnyValue.ValueOneofCase.DoubleValue => attribute.Value.DoubleValue.ToString(CultureInfo.InvariantCulture),
            _ => "",
        });

    private static string Hex(ByteString bytes) => Convert.ToHexStringLower(bytes.Span);
}
