using Aspire.Dashboard.Telemetry;
using Playlist.Otlp;

namespace Aspire.Dashboard.Traces;

/// <summary>The newest spans of all processes, by trace.</summary>
internal sealed class TraceStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, StoredTrace> _traces = [];
    private readonly LinkIndex _links = new();
    private readonly BoundedQueue<ReceivedSpan> _spans;
    private long _version;

    public TraceStore(TelemetryLimits limits) => _spans = new BoundedQueue<ReceivedSpan>(limits.Spans, limits.SpanBytes, OnDropped);

    /// <summary>Higher after every change.</summary>
    public long Version => Volatile.Read(ref _version);

    public void Add(IReadOnlyList<ReceivedSpan> spans)
    {
        lock (_lock)
        {
            _version++;
            foreach (var span in spans)
            {
                Add(span, MemoryEstimate.Of(span, spans.Count));
            }
        }
    }

    public TraceList Find(TraceFilter filter, int limit)
    {
        TraceSpans[] traces;
        long version;
        long dropped;
        lock (_lock)
        {
            traces = [.. _traces.Values.Select(trace => trace.Now)];
            version = _version;
            dropped = _spans.Dropped;
        }

        var found = traces.Where(trace => trace.Matches(filter)).ToList();
        var newest = found.OrderByDescending(trace => trace.StartNanoseconds).ThenBy(trace => trace.TraceId, StringComparer.Ordinal).Take(limit);
        return new TraceList(version, found.Count, dropped, [.. newest.Select(trace => trace.Summary)]);
    }

    /// <summary>Higher after every change of this trace, and of what links to it or is linked from it; 0 when no span of it is here.</summary>
    public long VersionOf(string traceId)
    {
        lock (_lock)
        {
            return _traces.GetValueOrDefault(traceId)?.Version ?? 0;
        }
    }

    /// <returns><see langword="null"/> when no span of it is here.</returns>
    public TraceView? Get(string traceId)
    {
        TraceSpans trace;
        ReceivedSpan[] linking;
        long version;
        lock (_lock)
        {
            if (!_traces.TryGetValue(traceId, out var stored))
            {
                return null;
            }

            trace = stored.Now;
            linking = [.. _links.To(traceId)];
            version = stored.Version;
        }

        return TraceDrawing.Draw(version, trace, new TraceLinks(trace, linking, FindTrace));
    }

    private TraceSpans? FindTrace(string traceId)
    {
        lock (_lock)
        {
            return _traces.GetValueOrDefault(traceId)?.Now;
        }
    }

    private void Add(ReceivedSpan span, long bytes)
    {
        if (_spans.CanHold(bytes))
        {
            // Before older spans of the same trace make room for it, so that the trace stays and knows how many did.
            if (!_traces.TryGetValue(span.TraceId, out var trace))
            {
                _traces.Add(span.TraceId, trace = new StoredTrace(span.TraceId));
            }

            trace.Add(span);
            _links.Add(span);
            OnChanged(span);
        }

        _spans.Add(span, bytes);
    }

    private void OnChanged(ReceivedSpan span)
    {
        var linked = span.Links.Select(link => link.TraceId).Concat(_links.To(span.TraceId).Select(linking => linking.TraceId));
        foreach (var traceId in linked.Prepend(span.TraceId))
        {
            _traces.GetValueOrDefault(traceId)?.Version = _version;
        }
    }

    private void OnDropped(ReceivedSpan span)
    {
        // The oldest of all is the oldest of its trace.
        var trace = _traces[span.TraceId];
        trace.DropOldest();
        if (trace.IsEmpty)
        {
            _traces.Remove(span.TraceId);
        }

        _links.DropOldest(span);
        OnChanged(span);
    }
}
