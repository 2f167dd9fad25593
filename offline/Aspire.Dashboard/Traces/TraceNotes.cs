namespace Aspire.Dashboard.Traces;

/// <summary>Says what is not as it should be with a trace.</summary>
internal static class TraceNotes
{
    public static IReadOnlyList<string> Of(TraceSpans trace)
    {
        var notes = new List<string>();
        var roots = trace.Spans.Count(span => span.ParentSpanId.Length == 0);
        if (roots == 0)
        {
            notes.Add("Its root is missing: it has not arrived, was not recorded, or was dropped.");
        }
        else if (roots > 1)
        {
            notes.Add($"It has {roots} roots.");
        }

        if (trace.Repeated > 0)
        {
            notes.Add($"{Spans(trace.Repeated)} received twice, and shown once.");
        }

        if (trace.Dropped > 0)
        {
            notes.Add($"{Spans(trace.Dropped)} dropped to make room for newer ones.");
        }

        return notes;
    }

    private static string Spans(int count) => count == 1 ? "1 span was" : $"{count} spans were";
}
