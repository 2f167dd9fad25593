using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Traces;
using Playlist.Otlp;
using static Aspire.Dashboard.TestSupport.Received;

namespace Aspire.Dashboard.Tests.Traces;

/// <summary>Lists of traces.</summary>
public sealed class TraceStoreTests
{
    private static readonly TraceFilter All = new(null, null, null, ErrorsOnly: false);

    private readonly TraceStore _store = new(new TelemetryLimits());

    [Fact]
    public void Find_lists_the_newest_by_start_first_whenever_they_arrived()
    {
        _store.Add([Span(1, trace: "b", start: 2), Span(2, trace: "c", start: 1), Span(3, trace: "a", start: 3)]);

        var found = _store.Find(All, limit: 10);

        Assert.Equal(["a", "b", "c"], found.Traces.Select(trace => trace.TraceId));
    }

    [Fact]
    public void Find_counts_what_it_does_not_list()
    {
        _store.Add([Span(1, trace: "a", start: 1), Span(2, trace: "b", start: 2)]);

        var (one, two) = (_store.Find(All, limit: 1), _store.Find(All, limit: 2));

        Assert.Equal((2, 2), (one.Total, two.Total));
        Assert.Equal(["b"], one.Traces.Select(trace => trace.TraceId));
        Assert.Equal(["b", "a"], two.Traces.Select(trace => trace.TraceId));
    }

    [Fact]
    public void Find_sums_a_trace_up()
    {
        _store.Add([Span(2, parent: 1, start: 0, end: 5, service: "server") with { Failed = true }]);
        _store.Add([Span(1, start: 2, end: 9, name: "request", service: "client"), Span(3, parent: 2, start: 3, end: 4, service: "server")]);

        var trace = Assert.Single(_store.Find(All, limit: 10).Traces);

        Assert.Equivalent(
            new TraceSummary(TraceId, "request", "client", Beginning.UtcDateTime, DurationNs: 9, Spans: 3, Errors: 1, HasRoot: true, DroppedSpans: 0, [new("server", "abcdefgh", 2), new("client", "abcdefgh", 1)]),
            trace,
            strict: true);
        Assert.Equal(DateTimeKind.Utc, trace.Start.Kind);
    }

    [Fact]
    public void Find_names_a_trace_without_root_by_its_earliest_span()
    {
        _store.Add([Span(3, parent: 1, start: 2, name: "late"), Span(2, parent: 1, start: 1, name: "early")]);

        var trace = Assert.Single(_store.Find(All, limit: 10).Traces);

        Assert.Equal(("early", false), (trace.Name, trace.HasRoot));
    }

    [Fact]
    public void Find_counts_a_span_once_that_was_received_twice()
    {
        _store.Add([Span(1) with { Failed = true }]);
        _store.Add([Span(1) with { Failed = true }]);

        var trace = Assert.Single(_store.Find(All, limit: 10).Traces);

        Assert.Equal((1, 1), (trace.Spans, trace.Errors));
    }

    [Theory]
    [InlineData("0AF765")]
    [InlineData("PUBLISH")]
    [InlineData("notif")]
    [InlineData("cdefg")]
    [InlineData("taylor")]
    public void Find_looks_for_text_in_ids_names_processes_and_values(string text)
    {
        _store.Add([Span(1, trace: OtherTraceId), Span(2), Span(3, parent: 2, name: "publish", service: "notifier") with { Attributes = Attributes(("artist", "Taylor Swift")) }]);

        var found = _store.Find(All with { Text = text }, limit: 10);

        // All processes have the same instance.
        Assert.Equal(text == "cdefg" ? 2 : 1, found.Total);
        Assert.Contains(TraceId, found.Traces.Select(trace => trace.TraceId));
        Assert.Equal(0, _store.Find(All with { Text = text + "!" }, limit: 10).Total);
    }

    [Fact]
    public void Find_takes_traces_in_which_a_process_takes_part()
    {
        _store.Add([Span(1), Span(2, parent: 1, service: "client"), Span(3, trace: OtherTraceId)]);

        Assert.Equal(2, _store.Find(All with { Resource = "server" }, limit: 10).Total);
        Assert.Equal(TraceId, Assert.Single(_store.Find(All with { Resource = "client" }, limit: 10).Traces).TraceId);
        Assert.Equal(TraceId, Assert.Single(_store.Find(All with { Resource = "client-abcdefgh" }, limit: 10).Traces).TraceId);
        Assert.Equal(0, _store.Find(All with { Resource = "clien" }, limit: 10).Total);
    }

    [Fact]
    public void Find_takes_traces_that_last_long_enough()
    {
        _store.Add([Span(1, end: 5 * Millisecond), Span(2, trace: OtherTraceId, end: 5 * Millisecond - 1)]);

        var found = _store.Find(All with { MinDuration = TimeSpan.FromMilliseconds(5) }, limit: 10);

        Assert.Equal(TraceId, Assert.Single(found.Traces).TraceId);
    }

    [Fact]
    public void Find_takes_traces_in_which_a_span_failed()
    {
        _store.Add([Span(1), Span(2, parent: 1) with { Failed = true }, Span(3, trace: OtherTraceId)]);

        var found = _store.Find(All with { ErrorsOnly = true }, limit: 10);

        Assert.Equal(TraceId, Assert.Single(found.Traces).TraceId);
    }

    [Fact]
    public void Version_grows_with_every_change()
    {
        var first = _store.Version;
        _store.Add([Span(1)]);

        var second = _store.Find(All, limit: 1).Version;

        Assert.True(first < second);
        Assert.Equal(second, _store.Version);
    }

    [Fact]
    public void Version_of_a_trace_grows_with_its_own_changes_only()
    {
        _store.Add([Span(1)]);
        var first = _store.VersionOf(TraceId);
        _store.Add([Span(2, trace: OtherTraceId)]);
        var second = _store.Get(TraceId)!.Version;
        _store.Add([Span(3)]);

        Assert.Equal(first, second);
        Assert.True(second < _store.VersionOf(TraceId));
        Assert.Equal(0, _store.VersionOf("unknown"));
    }

    [Fact]
    public void Version_of_a_trace_grows_when_the_other_end_of_a_link_arrives()
    {
        _store.Add([Span(1) with { Links = [new(OtherTraceId, SpanId(2), AttributeList.Empty)] }]);
        var linking = _store.VersionOf(TraceId);
        _store.Add([Span(2, trace: OtherTraceId)]);
        var linked = _store.VersionOf(OtherTraceId);
        _store.Add([Span(3) with { Links = [new(OtherTraceId, SpanId(2), AttributeList.Empty)] }]);

        Assert.True(linking < _store.VersionOf(TraceId));
        Assert.True(linked < _store.VersionOf(OtherTraceId));
    }
}
