using Microsoft.Extensions.Logging;

namespace Aspire.Dashboard.Logs;

/// <summary>What to look for; what is <see langword="null"/> does not matter.</summary>
/// <param name="MinLevel">This level or a higher one; a record without a level matches only without it.</param>
/// <param name="Resource">As in <see cref="Traces.TraceFilter"/>.</param>
/// <param name="Text">Found, without regard to case, in the message, the category, or an attribute's value.</param>
internal sealed record LogFilter(LogLevel? MinLevel, string? Resource, string? Text, string? TraceId, string? SpanId);

/// <param name="Total">How many match, listed or not.</param>
/// <param name="Logs">The newest first.</param>
internal sealed record LogList(long Version, int Total, long Dropped, IReadOnlyList<LogView> Logs);

/// <param name="Number">Tells it from every other record.</param>
/// <param name="Level"><c>Trace</c>, <c>Debug</c>, <c>Information</c>, <c>Warning</c>, <c>Error</c>, <c>Critical</c> or <c>None</c>.</param>
/// <param name="TraceId">Empty when it was not written within a trace.</param>
internal sealed record LogView(
    long Number,
    DateTime Time,
    string Level,
    string Service,
    string Instance,
    string Category,
    string Message,
    string TraceId,
    string SpanId,
    IReadOnlyList<KeyValuePair<string, string>> Attributes,
    IReadOnlyList<KeyValuePair<string, string>> ResourceAttributes);
