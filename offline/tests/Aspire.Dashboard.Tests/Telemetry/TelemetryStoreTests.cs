using Aspire.Dashboard.Logs;
using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Traces;
using Playlist.Otlp;
using static Aspire.Dashboard.TestSupport.Received;

namespace Aspire.Dashboard.Tests.Telemetry;

public sealed class TelemetryStoreTests
{
    [Fact]
    public async Task Store_stays_consistent_while_it_is_written_to_and_read_at_once()
    {
        const int Batches = 200;
        var store = new TelemetryStore(new TelemetryLimits { Spans = 500, Logs = 50, MetricPoints = 50 });
        var done = false;

        var reader = Task.Run(
            () =>
            {
                var reads = 0;
                do
                {
                    var traces = store.Traces.Find(new TraceFilter("play", null, null, ErrorsOnly: false), 10);
                    Assert.All(traces.Traces, trace => Assert.InRange(trace.Spans, 1, 500));
                    store.Traces.Get(TraceId);
                    store.Logs.Find(new LogFilter(null, null, "playing", null, null), 10);
                    store.Metrics.GetMeters();
                    reads++;
                }
                while (!Volatile.Read(ref done));

                return reads;
            },
            TestContext.Current.CancellationToken);
        await Parallel.ForAsync(0, 4, TestContext.Current.CancellationToken, (writer, _) =>
        {
            for (var batch = 0; batch < Batches; batch++)
            {
                var id = writer * 10_000 + batch * 10 + 1;
                store.Add([.. Enumerable.Range(id, 10).Select(span => Span(span, trace: span % 2 == 0 ? TraceId : OtherTraceId) with { Links = [new(TraceId, SpanId(2), AttributeList.Empty)] })]);
                store.Add([Log()]);
                store.Add([Metric(MetricKind.Gauge, Point(batch, id))]);
            }

            return ValueTask.CompletedTask;
        });
        Volatile.Write(ref done, true);

        Assert.True(await reader > 0);
        var traces = store.Traces.Find(new TraceFilter(null, null, null, ErrorsOnly: false), 10);
        var logs = store.Logs.Find(new LogFilter(null, null, null, null, null), 1);
        Assert.Equal((500, 4 * Batches * 10 - 500), (traces.Traces.Sum(trace => trace.Spans), traces.DroppedSpans));
        Assert.Equal((50, 4 * Batches - 50), (logs.Total, logs.Dropped));
        Assert.Equal(4 * Batches - 50, store.Metrics.GetMeters().DroppedPoints);
    }
}
