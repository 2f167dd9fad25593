using Playlist.Otlp;

namespace Aspire.Dashboard.Traces;

/// <summary>Says what is not as it should be with a span.</summary>
/// <param name="parents">The index of each span's parent; negative without one.</param>
/// <param name="sharedIds">Of more than one span.</param>
/// <param name="circles">The spans whose parent was below them.</param>
internal sealed class SpanNotes(IReadOnlyList<ReceivedSpan> spans, int[] parents, Dictionary<string, int> byId, HashSet<string> sharedIds, HashSet<int> circles)
{
    public IReadOnlyList<string> Of(int index)
    {
        var span = spans[index];
        var notes = new List<string>(0);
        if (circles.Contains(index))
        {
            notes.Add(span.ParentSpanId == span.SpanId
                ? "It is its own parent."
                : $"Its parent {span.ParentSpanId} is also below it: their parents form a circle.");
        }
        else if (span.ParentSpanId.Length > 0 && !byId.ContainsKey(span.ParentSpanId))
        {
            notes.Add($"Its parent {span.ParentSpanId} is missing: it has not arrived, was not recorded, or was dropped.");
        }

        if (parents[index] >= 0 && spans[parents[index]].StartNanoseconds - span.StartNanoseconds is > 0 and var early)
        {
            notes.Add($"It starts {DurationText.Of(early)} before its parent: the clocks differ, or the parent was recorded late.");
        }

        if (span.StartNanoseconds - span.EndNanoseconds is > 0 and var back)
        {
            notes.Add($"It ends {DurationText.Of(back)} before it starts: its process's clock was set back. It is shown with a duration of 0.");
        }

        if (sharedIds.Contains(span.SpanId))
        {
            notes.Add("Another span has the same id. What names this id as its parent is shown below the earlier one.");
        }

        return notes;
    }
}
