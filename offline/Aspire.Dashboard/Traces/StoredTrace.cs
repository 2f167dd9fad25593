using Playlist.Otlp;

namespace Aspire.Dashboard.Traces;

/// <summary>The spans of one trace, in the order of arrival.</summary>
internal sealed class StoredTrace(string traceId)
{
    private readonly Queue<ReceivedSpan> _spans = new();
    private TraceSpans? _now;
    private int _dropped;

    /// <summary>The store's at the last change.</summary>
    public long Version { get; set; }

    public bool IsEmpty => _spans.Count == 0;

    public TraceSpans Now => _now ??= new TraceSpans(traceId, [.. _spans], _dropped);

    public void Add(ReceivedSpan span)
    {
        _spans.Enqueue(span);
        _now = null;
    }

    public void DropOldest()
    {
        _spans.Dequeue();
        _dropped++;
        _now = null;
    }
}
