using System.Diagnostics;
using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Traces;
using Playlist.Otlp;
using static Aspire.Dashboard.TestSupport.Received;

namespace Aspire.Dashboard.Tests.Traces;

/// <summary>One trace, as the page gets it.</summary>
public sealed class TraceViewTests
{
    private readonly TraceStore _store = new(new TelemetryLimits());

    [Fact]
    public void Get_finds_nothing_when_the_trace_is_not_here() => Assert.Null(_store.Get(TraceId));

    [Fact]
    public void Get_gives_times_to_the_nanosecond()
    {
        _store.Add([Span(1, start: 3, end: 1_000_000_007), Span(2, parent: 1, start: 1, end: 2_000_000_001), Span(3, parent: 1, start: 5, end: 4)]);

        var trace = _store.Get(TraceId)!;

        Assert.Equal((Beginning.UtcDateTime, 2_000_000_000), (trace.Start, trace.DurationNs));
        Assert.Equal([(2, 1_000_000_004), (0, 2_000_000_000), (4, 0)], trace.Spans.Select(span => (span.OffsetNs, span.DurationNs)));
    }

    [Fact]
    public void Get_tells_all_of_a_span()
    {
        _store.Add(
        [
            Span(1, service: "client"),
            Span(2, parent: 1, start: 10, end: 30) with
            {
                Kind = ActivityKind.Consumer,
                Failed = true,
                StatusMessage = "No such song.",
                Attributes = Attributes(("song", "Lover")),
                Events = [new("exception", BeginningNanoseconds + 20, Attributes(("exception.type", "E")))],
            },
        ]);

        var span = _store.Get(TraceId)!.Spans[1];

        Assert.Equivalent(
            new SpanView(
                SpanId(2),
                SpanId(1),
                Depth: 1,
                HasChildren: false,
                "play",
                "server",
                "abcdefgh",
                "Playlist.Server",
                "Consumer",
                OffsetNs: 10,
                DurationNs: 20,
                Failed: true,
                "No such song.",
                Notes: [],
                [new("song", "Lover")],
                Resource: 1,
                [new SpanEventView("exception", 20, [new("exception.type", "E")])],
                Links: [],
                LinkedFrom: []),
            span,
            strict: true);
    }

    [Fact]
    public void Get_lists_each_process_once()
    {
        _store.Add([Span(1), Span(2, parent: 1, service: "client"), Span(3, parent: 2)]);

        var trace = _store.Get(TraceId)!;

        Assert.Equal(["server", "client"], trace.Resources.Select(resource => resource[0].Value));
        Assert.Equal([0, 1, 0], trace.Spans.Select(span => span.Resource));
    }

    [Fact]
    public void Get_names_both_ends_of_a_link_to_another_trace()
    {
        var link = new SpanLink(TraceId, SpanId(1), Attributes(("reason", "batch")));
        _store.Add([Span(2, trace: OtherTraceId, name: "process", service: "client") with { Links = [link] }]);
        var unknown = _store.Get(OtherTraceId)!.Spans[0].Links;
        _store.Add([Span(1, name: "publish", service: "notifier"), Span(3, parent: 1)]);

        var (from, to) = (_store.Get(OtherTraceId)!.Spans[0], _store.Get(TraceId)!.Spans);

        KeyValuePair<string, string>[] attributes = [new("reason", "batch")];
        Assert.Equivalent(new SpanLinkView(TraceId, SpanId(1), Name: null, Service: null, attributes), Assert.Single(unknown), strict: true);
        Assert.Equivalent(new SpanLinkView(TraceId, SpanId(1), "publish", "notifier", attributes), Assert.Single(from.Links), strict: true);
        Assert.Empty(from.LinkedFrom);
        Assert.Equivalent(new SpanLinkView(OtherTraceId, SpanId(2), "process", "client", attributes), Assert.Single(to[0].LinkedFrom), strict: true);
        Assert.Empty(to[1].LinkedFrom);
    }

    [Fact]
    public void Get_names_both_ends_of_a_link_within_the_trace()
    {
        _store.Add([Span(1, name: "publish"), Span(2, parent: 1, name: "process") with { Links = [new(TraceId, SpanId(1), AttributeList.Empty)] }]);

        var spans = _store.Get(TraceId)!.Spans;

        Assert.Equal("publish", Assert.Single(spans[1].Links).Name);
        Assert.Equal("process", Assert.Single(spans[0].LinkedFrom).Name);
    }

    [Fact]
    public void Get_lists_a_link_once_when_the_span_was_received_twice()
    {
        ReceivedSpan[] linking = [Span(2, trace: OtherTraceId) with { Links = [new(TraceId, SpanId(1), AttributeList.Empty)] }];
        _store.Add(linking);
        _store.Add(linking);
        _store.Add([Span(1)]);

        Assert.Single(_store.Get(TraceId)!.Spans[0].LinkedFrom);
    }
}
