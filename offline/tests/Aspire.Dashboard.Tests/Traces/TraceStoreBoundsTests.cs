using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Traces;
using Playlist.Otlp;
using static Aspire.Dashboard.TestSupport.Received;

namespace Aspire.Dashboard.Tests.Traces;

public sealed class TraceStoreBoundsTests
{
    private static readonly TraceFilter All = new(null, null, null, ErrorsOnly: false);

    [Fact]
    public void Add_drops_the_oldest_span_when_there_are_more_than_the_limit()
    {
        var store = Create(new TelemetryLimits { Spans = 2 });

        store.Add([Span(1), Span(2, parent: 1)]);
        var full = store.Find(All, limit: 10);
        store.Add([Span(3, parent: 1)]);

        Assert.Equal((0, 0), (full.DroppedSpans, full.Traces[0].DroppedSpans));
        var found = store.Find(All, limit: 10);
        Assert.Equal((1, 1, 2), (found.DroppedSpans, found.Traces[0].DroppedSpans, found.Traces[0].Spans));
        Assert.Contains("1 span was dropped to make room for newer ones.", store.Get(TraceId)!.Notes);
        Assert.Equal([SpanId(2), SpanId(3)], store.Get(TraceId)!.Spans.Select(span => span.SpanId));
    }

    [Fact]
    public void Add_drops_the_oldest_span_when_they_are_larger_than_the_limit()
    {
        var store = Create(new TelemetryLimits { SpanBytes = 2 * MemoryEstimate.Of(Span(1), batch: 1) });

        store.Add([Span(1)]);
        store.Add([Span(2)]);
        var full = store.Find(All, limit: 1).DroppedSpans;
        store.Add([Span(3) with { Bytes = 1 }]);

        Assert.Equal((0, 1), (full, store.Find(All, limit: 1).DroppedSpans));
        Assert.Equal([SpanId(2), SpanId(3)], store.Get(TraceId)!.Spans.Select(span => span.SpanId));
    }

    [Fact]
    public void Add_keeps_the_rest_when_a_span_is_larger_than_all_that_is_kept()
    {
        var limit = MemoryEstimate.Of(Span(1), batch: 1);
        var store = Create(new TelemetryLimits { SpanBytes = limit });

        store.Add([Span(1)]);
        store.Add([Span(2, trace: OtherTraceId) with { Bytes = Span(2).Bytes + 1, Links = [new(TraceId, SpanId(1), AttributeList.Empty)] }]);

        Assert.Equal(1, store.Find(All, limit: 1).DroppedSpans);
        Assert.Null(store.Get(OtherTraceId));
        Assert.Empty(Assert.Single(store.Get(TraceId)!.Spans).LinkedFrom);
    }

    [Fact]
    public void Add_keeps_a_trace_whose_last_span_makes_room_for_its_next()
    {
        var store = Create(new TelemetryLimits { Spans = 1 });

        store.Add([Span(1), Span(2)]);

        Assert.Equal(1, Assert.Single(store.Find(All, limit: 10).Traces).DroppedSpans);
    }

    [Fact]
    public void Add_forgets_a_trace_with_its_last_span()
    {
        var store = Create(new TelemetryLimits { Spans = 1 });
        store.Add([Span(1)]);

        store.Add([Span(2, trace: OtherTraceId)]);

        Assert.Equal(OtherTraceId, Assert.Single(store.Find(All, limit: 10).Traces).TraceId);
        Assert.Null(store.Get(TraceId));
    }

    [Fact]
    public void Links_lead_nowhere_when_their_target_was_dropped()
    {
        var store = Create(new TelemetryLimits { Spans = 1 });
        store.Add([Span(1)]);

        store.Add([Span(2, trace: OtherTraceId) with { Links = [new(TraceId, SpanId(1), AttributeList.Empty)] }]);

        var link = Assert.Single(store.Get(OtherTraceId)!.Spans[0].Links);
        Assert.Equal((TraceId, SpanId(1), null, null), (link.TraceId, link.SpanId, link.Name, link.Service));
    }

    [Fact]
    public void Links_are_forgotten_with_the_span_that_had_them()
    {
        var store = Create(new TelemetryLimits { Spans = 3 });
        var linking = Span(2, trace: OtherTraceId) with { Links = [new(TraceId, SpanId(1), AttributeList.Empty), new(TraceId, SpanId(3), AttributeList.Empty)] };
        store.Add([linking, linking with { SpanId = SpanId(4) }, Span(1)]);

        var before = store.Get(TraceId)!.Spans[0].LinkedFrom;
        store.Add([Span(3)]);
        var after = store.Get(TraceId)!.Spans.Select(span => span.LinkedFrom);

        Assert.Equal([SpanId(2), SpanId(4)], before.Select(link => link.SpanId));
        Assert.All(after, links => Assert.Equal(SpanId(4), Assert.Single(links).SpanId));
    }

    private static TraceStore Create(TelemetryLimits limits) => new(limits);
}
