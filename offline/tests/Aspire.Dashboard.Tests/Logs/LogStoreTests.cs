using Aspire.Dashboard.Logs;
using Aspire.Dashboard.Telemetry;
using Microsoft.Extensions.Logging;
using static Aspire.Dashboard.TestSupport.Received;

namespace Aspire.Dashboard.Tests.Logs;

public sealed class LogStoreTests
{
    private static readonly LogFilter All = new(null, null, null, null, null);

    private readonly LogStore _store = new(new TelemetryLimits());

    [Fact]
    public void Find_lists_the_newest_by_time_first_and_of_the_same_time_the_last_to_arrive()
    {
        _store.Add([Log("b", time: 2), Log("d", time: 3), Log("a", time: 1)]);
        _store.Add([Log("c", time: 2)]);

        Assert.Equal(["d", "c", "b", "a"], Messages(All));
    }

    [Fact]
    public void Find_counts_what_it_does_not_list()
    {
        _store.Add([Log("a", time: 1), Log("b", time: 2)]);

        var (one, two) = (_store.Find(All, limit: 1), _store.Find(All, limit: 2));

        Assert.Equal((2, 2), (one.Total, two.Total));
        Assert.Equal(["b"], one.Logs.Select(log => log.Message));
        Assert.Equal(["b", "a"], two.Logs.Select(log => log.Message));
    }

    [Fact]
    public void Find_tells_all_of_a_record()
    {
        _store.Add([Log("Playing: Lover", time: 5_000, LogLevel.Warning, TraceId, SpanId(1)) with { Attributes = Attributes(("song", "Lover")) }]);

        var log = Assert.Single(_store.Find(All, limit: 10).Logs);

        Assert.Equivalent(
            new LogView(
                1,
                Beginning.UtcDateTime.AddMicroseconds(5),
                "Warning",
                "server",
                "abcdefgh",
                "Playlist.Server.Songs",
                "Playing: Lover",
                TraceId,
                SpanId(1),
                [new("song", "Lover")],
                [new("service.name", "server"), new("service.instance.id", "abcdefgh")]),
            log,
            strict: true);
    }

    [Fact]
    public void Find_takes_the_level_and_higher_ones()
    {
        _store.Add([.. Enum.GetValues<LogLevel>().Select(level => Log(level.ToString(), time: (int)level, level))]);

        Assert.Equal(["Critical", "Error", "Warning"], Messages(All with { MinLevel = LogLevel.Warning }));
        Assert.Equal(["Critical", "Error", "Warning", "Information", "Debug", "Trace"], Messages(All with { MinLevel = LogLevel.Trace }));
        Assert.Equal(7, Messages(All).Length);
    }

    [Fact]
    public void Find_takes_a_resource_or_a_replica()
    {
        _store.Add([Log("a", service: "server"), Log("b", service: "client")]);

        Assert.Equal(["b"], Messages(All with { Resource = "client" }));
        Assert.Equal(["b"], Messages(All with { Resource = "client-abcdefgh" }));
        Assert.Empty(Messages(All with { Resource = "client-hgfedcba" }));
    }

    [Theory]
    [InlineData("lover", "a")]
    [InlineData("SONGS", "a b")]
    [InlineData("swift", "b")]
    [InlineData("artist", "")]
    public void Find_looks_for_text_in_messages_categories_and_values(string text, string found)
    {
        _store.Add([Log("Playing Lover") with { Attributes = Attributes(("name", "a")) }, Log("") with { Attributes = Attributes(("name", "b"), ("artist", "Taylor Swift")) }]);

        var logs = _store.Find(All with { Text = text }, limit: 10).Logs;

        Assert.Equal(found, string.Join(' ', logs.Select(log => log.Attributes[0].Value).Order()));
    }

    [Fact]
    public void Find_takes_a_trace_and_a_span()
    {
        _store.Add([Log("a", trace: TraceId, span: SpanId(1)), Log("b", trace: TraceId, span: SpanId(2)), Log("c", trace: OtherTraceId, span: SpanId(1)), Log("d")]);

        Assert.Equal(["b", "a"], Messages(All with { TraceId = TraceId }));
        Assert.Equal(["a"], Messages(All with { TraceId = TraceId, SpanId = SpanId(1) }));
    }

    [Fact]
    public void Add_drops_the_oldest_record_when_there_are_more_than_the_limit()
    {
        var store = new LogStore(new TelemetryLimits { Logs = 2 });

        store.Add([Log("a", time: 9), Log("b")]);
        var full = store.Find(All, limit: 10);
        store.Add([Log("c")]);

        Assert.Equal((2, 0), (full.Total, full.Dropped));
        var found = store.Find(All, limit: 10);
        Assert.Equal(1, found.Dropped);
        Assert.Equal(["c", "b"], found.Logs.Select(log => log.Message));
        Assert.Equal([3, 2], found.Logs.Select(log => log.Number));
    }

    [Fact]
    public void Add_drops_the_oldest_record_when_they_are_larger_than_the_limit()
    {
        var store = new LogStore(new TelemetryLimits { LogBytes = 2 * MemoryEstimate.Of(Log(), batch: 1) });

        store.Add([Log("a")]);
        store.Add([Log("b")]);
        var full = store.Find(All, limit: 1).Dropped;
        store.Add([Log("c") with { Bytes = 1 }]);

        Assert.Equal((0, 1), (full, store.Find(All, limit: 1).Dropped));
        Assert.Equal(["c", "b"], store.Find(All, limit: 10).Logs.Select(log => log.Message));
    }

    [Fact]
    public void Version_grows_with_each_change()
    {
        var first = _store.Version;
        _store.Add([Log()]);

        Assert.True(first < _store.Version);
        Assert.Equal(_store.Version, _store.Find(All, limit: 1).Version);
    }

    private string[] Messages(LogFilter filter) => [.. _store.Find(filter, limit: 10).Logs.Select(log => log.Message)];
}
