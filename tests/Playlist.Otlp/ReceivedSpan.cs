using System.Diagnostics;

namespace Playlist.Otlp;

/// <summary>A span as a process exported it. Ids are lower-case hexadecimal, times nanoseconds since 1970 (UTC).</summary>
/// <param name="Scope">The name of the ActivitySource.</param>
/// <param name="TraceId">32 digits, not all zero.</param>
/// <param name="SpanId">16 digits, not all zero.</param>
/// <param name="ParentSpanId">16 digits, or empty for a root.</param>
/// <param name="EndNanoseconds">May lie before the start, when the sender's clock was set back.</param>
/// <param name="Bytes">Its size on the wire.</param>
public sealed record ReceivedSpan(
    TelemetryResource Resource,
    string Scope,
    string TraceId,
    string SpanId,
    string ParentSpanId,
    string Name,
    ActivityKind Kind,
    long StartNanoseconds,
    long EndNanoseconds,
    bool Failed,
    string StatusMessage,
    AttributeList Attributes,
    IReadOnlyList<SpanEvent> Events,
    IReadOnlyList<SpanLink> Links,
    int Bytes)
{
    public string Service => Resource.Service;

    public string Instance => Resource.Instance;
}

public sealed record SpanEvent(string Name, long TimeNanoseconds, AttributeList Attributes);

public sealed record SpanLink(string TraceId, string SpanId, AttributeList Attributes);
