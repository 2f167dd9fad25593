using Playlist.Otlp;

namespace Aspire.Dashboard.Traces;

/// <summary>Which spans link to a trace.</summary>
internal sealed class LinkIndex
{
    private readonly Dictionary<string, Queue<ReceivedSpan>> _spans = [];

    /// <returns>In the order of arrival.</returns>
    public IReadOnlyCollection<ReceivedSpan> To(string traceId) => _spans.TryGetValue(traceId, out var spans) ? spans : [];

    public void Add(ReceivedSpan span)
    {
        foreach (var traceId in Targets(span))
        {
            if (!_spans.TryGetValue(traceId, out var spans))
            {
                _spans.Add(traceId, spans = new Queue<ReceivedSpan>());
            }

            spans.Enqueue(span);
        }
    }

    /// <param name="span">The oldest one of all.</param>
    public void DropOldest(ReceivedSpan span)
    {
        foreach (var traceId in Targets(span))
        {
            var spans = _spans[traceId];
            spans.Dequeue();
            if (spans.Count == 0)
            {
                _spans.Remove(traceId);
            }
        }
    }

    private static IEnumerable<string> Targets(ReceivedSpan span) => span.Links.Count == 0 ? [] : span.Links.Select(link => link.TraceId).Distinct();
}
