using Aspire.Dashboard.Traces;
using CsCheck;
using Playlist.Otlp;
using static Aspire.Dashboard.TestSupport.Received;

namespace Aspire.Dashboard.Tests.Traces;

public sealed class TraceTreeTests
{
    [Fact]
    public void Build_puts_children_below_their_parents_by_start()
    {
        var tree = Build(Span(4, parent: 2, start: 9), Span(3, parent: 1, start: 5), Span(2, parent: 1, start: 7), Span(1), Span(5, parent: 3, start: 6));

        Assert.Equal("1, .3, ..5, .2, ..4", Draw(tree));
        Assert.Equal([true, true, false, true, false], tree.Nodes.Select(node => node.HasChildren));
        Assert.Empty(Notes(tree));
        Assert.Empty(tree.Notes);
    }

    [Fact]
    public void Build_orders_spans_of_the_same_start_by_their_ids()
    {
        var tree = Build(Span(3, parent: 1), Span(2, parent: 1), Span(1));

        Assert.Equal("1, .2, .3", Draw(tree));
    }

    [Fact]
    public void Build_leaves_a_child_alone_that_ends_after_its_parent() => Assert.Empty(Notes(Build(Span(1), Span(2, parent: 1, end: 2 * Second))));

    [Fact]
    public void Build_notes_a_child_that_starts_before_its_parent()
    {
        var together = Build(Span(1, start: 3_200_000), Span(2, parent: 1, start: 3_200_000));
        var earlier = Build(Span(1, start: 3_200_000), Span(2, parent: 1, start: 0));

        Assert.Empty(Notes(together));
        Assert.Equal("1, .2", Draw(earlier));
        Assert.Equal(["2: It starts 3.2 ms before its parent: the clocks differ, or the parent was recorded late."], Notes(earlier));
    }

    [Fact]
    public void Build_notes_a_span_that_ends_before_it_starts()
    {
        var atOnce = Build(Span(1, start: 5, end: 5));
        var back = Build(Span(1, start: 5, end: 4));

        Assert.Empty(Notes(atOnce));
        Assert.Equal(["1: It ends 1 ns before it starts: its process's clock was set back. It is shown with a duration of 0."], Notes(back));
    }

    [Fact]
    public void Build_shows_spans_at_the_top_while_their_parent_is_missing()
    {
        var early = Build(Span(1), Span(3, parent: 2, start: 2), Span(4, parent: 3, start: 3));
        var complete = Build(Span(1), Span(3, parent: 2, start: 2), Span(4, parent: 3, start: 3), Span(2, parent: 1, start: 1));

        Assert.Equal("1, 3, .4", Draw(early));
        Assert.Equal(["3: Its parent 0000000000000002 is missing: it has not arrived, was not recorded, or was dropped."], Notes(early));
        Assert.Equal("1, .2, ..3, ...4", Draw(complete));
        Assert.Empty(Notes(complete));
    }

    [Fact]
    public void Build_notes_a_trace_that_has_no_root_or_several()
    {
        Assert.Equal(["Its root is missing: it has not arrived, was not recorded, or was dropped."], Build(Span(2, parent: 1)).Notes);
        Assert.Empty(Build(Span(1)).Notes);
        Assert.Equal(["It has 2 roots."], Build(Span(1), Span(2)).Notes);
    }

    [Fact]
    public void Build_shows_a_span_once_that_was_received_twice()
    {
        var twice = Build(Span(1), Span(2, parent: 1), Span(2, parent: 1));
        var more = Build(Span(1), Span(1), Span(2, parent: 1), Span(2, parent: 1), Span(2, parent: 1));

        Assert.Equal(("1, .2", "1, .2"), (Draw(twice), Draw(more)));
        Assert.Equal(["1 span was received twice, and shown once."], twice.Notes);
        Assert.Equal(["3 spans were received twice, and shown once."], more.Notes);
        Assert.Empty(Notes(twice));
    }

    [Fact]
    public void Build_shows_all_spans_of_the_same_id_when_they_differ()
    {
        var tree = Build(Span(1), Span(2, parent: 1, start: 2, name: "b"), Span(2, parent: 1, start: 1, name: "a"), Span(3, parent: 2, start: 3));

        Assert.Equal("1, .2, ..3, .2", Draw(tree));
        Assert.Equal(["play", "a", "play", "b"], tree.Nodes.Select(node => node.Span.Name));
        const string Note = "2: Another span has the same id. What names this id as its parent is shown below the earlier one.";
        Assert.Equal([Note, Note], Notes(tree));
        Assert.Empty(tree.Notes);
    }

    [Fact]
    public void Build_opens_a_circle_of_parents_at_its_earliest_span()
    {
        var tree = Build(Span(1), Span(4, parent: 2, start: 4), Span(2, parent: 3, start: 2), Span(3, parent: 4, start: 3), Span(5, parent: 3, start: 5));

        Assert.Equal("1, 2, .4, ..3, ...5", Draw(tree));
        Assert.Contains("2: Its parent 0000000000000003 is also below it: their parents form a circle.", Notes(tree));
    }

    [Fact]
    public void Build_notes_a_span_that_is_its_own_parent()
    {
        var tree = Build(Span(7, parent: 7), Span(8, parent: 7));

        Assert.Equal("7, .8", Draw(tree));
        Assert.Equal(["7: It is its own parent."], Notes(tree));
    }

    [Fact]
    public void Build_notes_what_was_dropped()
    {
        Assert.Equal(["1 span was dropped to make room for newer ones."], TraceTree.Build(new TraceSpans(TraceId, [Span(1)], dropped: 1)).Notes);
        Assert.Equal(["2 spans were dropped to make room for newer ones."], TraceTree.Build(new TraceSpans(TraceId, [Span(1)], dropped: 2)).Notes);
    }

    [Fact]
    public void Build_takes_a_chain_of_50000_spans_and_a_circle_of_as_many()
    {
        const int Length = 50_000;
        var chain = Enumerable.Range(1, Length).Select(id => Span(id, parent: id - 1, start: id)).ToArray();

        var tree = Build(chain);
        var circle = Build([chain[0] with { ParentSpanId = SpanId(Length) }, .. chain[1..]]);

        Assert.Equal(Enumerable.Range(0, Length), tree.Nodes.Select(node => node.Depth));
        Assert.Equal(Enumerable.Range(0, Length), circle.Nodes.Select(node => node.Depth));
    }

    [Fact]
    public void Build_gives_the_same_tree_in_whatever_order_the_spans_arrive() => Gen.Select(Spans, Gen.Int).Sample((spans, seed) =>
    {
        var shuffled = spans.ToArray();
        new Random(seed).Shuffle(shuffled);

        var (tree, other) = (Build(spans), Build(shuffled));

        Assert.Equal(tree.Nodes.Select(Describe), other.Nodes.Select(Describe));
        Assert.Equal(tree.Notes, other.Notes);
    });

    [Fact]
    public void Build_shows_every_span_below_its_parent_or_says_why_not() => Spans.Sample(spans =>
    {
        var tree = Build(spans);

        Assert.Equal(spans.Select(Content).Distinct().Order(), tree.Nodes.Select(node => Content(node.Span)).Order());
        for (var i = 0; i < tree.Nodes.Count; i++)
        {
            var node = tree.Nodes[i];
            var above = tree.Nodes.Take(i).LastOrDefault(other => other.Depth == node.Depth - 1);
            Assert.Equal(node.Depth > 0 ? node.Span.ParentSpanId : null, above?.Span.SpanId);
            Assert.True(node.Depth > 0 || node.Span.ParentSpanId.Length == 0 || node.Notes.Count > 0);
            Assert.Equal(node.HasChildren, i + 1 < tree.Nodes.Count && tree.Nodes[i + 1].Depth > node.Depth);
        }
    });

    // Few ids and times, so that circles, missing parents, shared ids and repeated spans are common.
    private static readonly Gen<ReceivedSpan[]> Spans =
        Gen.Select(Gen.Int[1, 12], Gen.Int[0, 14], Gen.Long[0, 3], Gen.Long[0, 3], Gen.Bool.Select(first => first ? "a" : "b"))
            .Select((id, parent, start, end, name) => Span(id, parent, start, end, name: name) with { Attributes = Attributes(("key", name)) })
            .Array[1, 25];

    private static TraceTree Build(params ReceivedSpan[] spans) => TraceTree.Build(new TraceSpans(TraceId, spans, dropped: 0));

    private static string Content(ReceivedSpan span) => $"{span.SpanId} {span.ParentSpanId} {span.StartNanoseconds} {span.EndNanoseconds} {span.Name}";

    private static string Describe(TraceNode node) => $"{node.Depth} {node.HasChildren} {Content(node.Span)} {string.Join(' ', node.Notes)}";

    private static string Draw(TraceTree tree) => string.Join(", ", tree.Nodes.Select(node => new string('.', node.Depth) + node.Span.SpanId.TrimStart('0')));

    private static string[] Notes(TraceTree tree) => [.. tree.Nodes.SelectMany(node => node.Notes.Select(note => $"{node.Span.SpanId.TrimStart('0')}: {note}"))];
}
