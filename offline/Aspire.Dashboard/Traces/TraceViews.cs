namespace Aspire.Dashboard.Traces;

/// <summary>What to look for; what is <see langword="null"/> does not matter.</summary>
/// <param name="Text">Found, without regard to case, in the trace's id, or a span's name, process or attribute value.</param>
/// <param name="Resource">A process takes part whose service is this, or whose <c>service-instance</c> is.</param>
/// <param name="MinDuration">The trace takes at least so long.</param>
/// <param name="ErrorsOnly">A span failed.</param>
internal sealed record TraceFilter(string? Text, string? Resource, TimeSpan? MinDuration, bool ErrorsOnly);

/// <param name="Total">How many match, listed or not.</param>
/// <param name="Traces">The newest by their start first.</param>
internal sealed record TraceList(long Version, int Total, long DroppedSpans, IReadOnlyList<TraceSummary> Traces);

/// <param name="Name">Of the root span; of the earliest one when no root was received.</param>
/// <param name="Service">The process of that span.</param>
/// <param name="DurationNs">From the earliest start to the latest end, in nanoseconds.</param>
/// <param name="HasRoot">Whether a span without a parent was received.</param>
/// <param name="DroppedSpans">How many of its spans were dropped because the store is full.</param>
internal sealed record TraceSummary(string TraceId, string Name, string Service, DateTime Start, long DurationNs, int Spans, int Errors, bool HasRoot, int DroppedSpans, IReadOnlyList<ServiceCount> Services);

internal sealed record ServiceCount(string Service, string Instance, int Spans);

/// <summary>One trace: its spans as a tree, a line each in the order to draw them.</summary>
/// <param name="Notes">What is not as it should be with the whole trace, in words.</param>
/// <param name="Resources">The attributes of each process that takes part.</param>
internal sealed record TraceView(
    long Version,
    string TraceId,
    DateTime Start,
    long DurationNs,
    IReadOnlyList<string> Notes,
    IReadOnlyList<ServiceCount> Services,
    IReadOnlyList<IReadOnlyList<KeyValuePair<string, string>>> Resources,
    IReadOnlyList<SpanView> Spans);

/// <param name="Depth">0 for a root, and for a span whose parent is missing.</param>
/// <param name="HasChildren">Whether spans below it follow.</param>
/// <param name="OffsetNs">From the trace's start, in nanoseconds.</param>
/// <param name="Kind"><c>Internal</c>, <c>Server</c>, <c>Client</c>, <c>Producer</c> or <c>Consumer</c>.</param>
/// <param name="Notes">What is not as it should be with this span, such as a parent that was not received.</param>
/// <param name="Resource">Which of <see cref="TraceView.Resources"/> is its process.</param>
/// <param name="LinkedFrom">The spans that link to this one.</param>
internal sealed record SpanView(
    string SpanId,
    string ParentSpanId,
    int Depth,
    bool HasChildren,
    string Name,
    string Service,
    string Instance,
    string Scope,
    string Kind,
    long OffsetNs,
    long DurationNs,
    bool Failed,
    string StatusMessage,
    IReadOnlyList<string> Notes,
    IReadOnlyList<KeyValuePair<string, string>> Attributes,
    int Resource,
    IReadOnlyList<SpanEventView> Events,
    IReadOnlyList<SpanLinkView> Links,
    IReadOnlyList<SpanLinkView> LinkedFrom);

internal sealed record SpanEventView(string Name, long OffsetNs, IReadOnlyList<KeyValuePair<string, string>> Attributes);

/// <param name="Name">Of the span at the other end; <see langword="null"/> when that was not received, or was dropped.</param>
internal sealed record SpanLinkView(string TraceId, string SpanId, string? Name, string? Service, IReadOnlyList<KeyValuePair<string, string>> Attributes);
