using Playlist.Otlp;

namespace Aspire.Dashboard.Traces;

/// <summary>The order of a trace's spans: by start, and then by all the rest, so that it does not depend on when they arrived. Spans are equal in it only when all that was said of them is.</summary>
internal sealed class SpanOrder : IComparer<ReceivedSpan>
{
    private SpanOrder()
    {
    }

    public static SpanOrder Instance { get; } = new();

    /// <returns>The spans in this order, each once.</returns>
    public static ReceivedSpan[] Distinct(IEnumerable<ReceivedSpan> spans)
    {
        var ordered = spans.ToArray();
        Array.Sort(ordered, Instance);
        var count = 0;
        foreach (var span in ordered)
        {
            if (count == 0 || Instance.Compare(ordered[count - 1], span) != 0)
            {
                ordered[count++] = span;
            }
        }

        return ordered[..count];
    }

    public int Compare(ReceivedSpan? x, ReceivedSpan? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var result = x.StartNanoseconds.CompareTo(y.StartNanoseconds);
        result = result != 0 ? result : string.CompareOrdinal(x.SpanId, y.SpanId);
        return result != 0 ? result : CompareRest(x, y);
    }

    private static int CompareRest(ReceivedSpan x, ReceivedSpan y)
    {
        int[] results =
        [
            string.CompareOrdinal(x.TraceId, y.TraceId),
            x.EndNanoseconds.CompareTo(y.EndNanoseconds),
            string.CompareOrdinal(x.ParentSpanId, y.ParentSpanId),
            string.CompareOrdinal(x.Name, y.Name),
            string.CompareOrdinal(x.Service, y.Service),
            string.CompareOrdinal(x.Instance, y.Instance),
            string.CompareOrdinal(x.Scope, y.Scope),
            x.Kind.CompareTo(y.Kind),
            x.Failed.CompareTo(y.Failed),
            string.CompareOrdinal(x.StatusMessage, y.StatusMessage),
            Compare(x.Attributes, y.Attributes),
            Compare(x.Resource.Attributes, y.Resource.Attributes),
            Compare(x.Events, y.Events, Compare),
            Compare(x.Links, y.Links, Compare),
        ];
        return Array.Find(results, result => result != 0);
    }

    private static int Compare(SpanEvent x, SpanEvent y)
    {
        var result = x.TimeNanoseconds.CompareTo(y.TimeNanoseconds);
        result = result != 0 ? result : string.CompareOrdinal(x.Name, y.Name);
        return result != 0 ? result : Compare(x.Attributes, y.Attributes);
    }

    private static int Compare(SpanLink x, SpanLink y)
    {
        var result = string.CompareOrdinal(x.TraceId, y.TraceId);
        result = result != 0 ? result : string.CompareOrdinal(x.SpanId, y.SpanId);
        return result != 0 ? result : Compare(x.Attributes, y.Attributes);
    }

    private static int Compare(AttributeList x, AttributeList y) => Compare(x, y, Compare);

    private static int Compare(KeyValuePair<string, string> x, KeyValuePair<string, string> y)
    {
        var result = string.CompareOrdinal(x.Key, y.Key);
        return result != 0 ? result : string.CompareOrdinal(x.Value, y.Value);
    }

    private static int Compare<T>(IReadOnlyCollection<T> x, IReadOnlyCollection<T> y, Comparison<T> compare)
    {
        if (x.Count != y.Count)
        {
            return x.Count - y.Count;
        }

        return x.Zip(y, (a, b) => compare(a, b)).FirstOrDefault(result => result != 0);
    }
}
