using Playlist.Otlp;

namespace Aspire.Dashboard.Traces;

/// <summary>A trace's spans below their parents, siblings by their start, whatever order they arrived in. Every span is there; what is odd about it is noted.</summary>
/// <param name="Notes">What is odd about the whole, a sentence each.</param>
/// <param name="Nodes">Each before those below it.</param>
internal sealed record TraceTree(IReadOnlyList<string> Notes, IReadOnlyList<TraceNode> Nodes)
{
    private const int None = -1;

    public static TraceTree Build(TraceSpans trace)
    {
        var spans = trace.Spans;
        var byId = new Dictionary<string, int>(spans.Count);
        var sharedIds = new HashSet<string>();
        for (var i = 0; i < spans.Count; i++)
        {
            if (!byId.TryAdd(spans[i].SpanId, i))
            {
                sharedIds.Add(spans[i].SpanId);
            }
        }

        var parents = spans.Select(span => span.ParentSpanId.Length == 0 ? None : byId.GetValueOrDefault(span.ParentSpanId, None)).ToArray();
        var circles = OpenCircles(parents);
        var notes = new SpanNotes(spans, parents, byId, sharedIds, circles);
        return new TraceTree(TraceNotes.Of(trace), Order(spans, parents, notes));
    }

    /// <summary>Takes the parent from the earliest span of each circle of parents.</summary>
    /// <returns>These spans.</returns>
    private static HashSet<int> OpenCircles(int[] parents)
    {
        var opened = new HashSet<int>();
        // From which span each one was reached first, going up; none is passed twice.
        var reachedFrom = new int[parents.Length];
        Array.Fill(reachedFrom, None);
        for (var start = 0; start < parents.Length; start++)
        {
            var at = start;
            while (at != None && reachedFrom[at] == None)
            {
                reachedFrom[at] = start;
                at = parents[at];
            }

            if (at != None && reachedFrom[at] == start)
            {
                var earliest = at;
                for (var next = parents[at]; next != at; next = parents[next])
                {
                    earliest = Math.Min(earliest, next);
                }

                parents[earliest] = None;
                opened.Add(earliest);
            }
        }

        return opened;
    }

    /// <remarks>Not recursive: a trace may be as deep as it has spans.</remarks>
    private static List<TraceNode> Order(IReadOnlyList<ReceivedSpan> spans, int[] parents, SpanNotes notes)
    {
        var children = Enumerable.Range(0, spans.Count).ToLookup(i => parents[i]);
        var nodes = new List<TraceNode>(spans.Count);
        var next = new Stack<(int Index, int Depth)>();
        Push(None, 0);
        while (next.TryPop(out var node))
        {
            nodes.Add(new TraceNode(spans[node.Index], node.Depth, children.Contains(node.Index), notes.Of(node.Index)));
            Push(node.Index, node.Depth + 1);
        }

        return nodes;

        void Push(int parent, int depth)
        {
            foreach (var child in children[parent].Reverse())
            {
                next.Push((child, depth));
            }
        }
    }
}
