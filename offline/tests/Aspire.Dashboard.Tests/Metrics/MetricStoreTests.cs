using Aspire.Dashboard.Metrics;
using Aspire.Dashboard.Telemetry;
using Microsoft.Extensions.Time.Testing;
using Playlist.Otlp;
using static Aspire.Dashboard.TestSupport.Received;

namespace Aspire.Dashboard.Tests.Metrics;

public sealed class MetricStoreTests
{
    private readonly FakeTimeProvider _time = new(Beginning.AddSeconds(10));

    [Fact]
    public void GetMeters_lists_instruments_by_name_with_the_processes_that_report_them()
    {
        var store = Create(new TelemetryLimits());

        store.Add(
        [
            Metric(MetricKind.Histogram, Point(1, 0)) with { Name = "duration", Unit = "s", Description = "How long." },
            Metric(MetricKind.Gauge, Point(1, 0)) with { Meter = "System.Runtime", Resource = Process("server") },
            Metric(MetricKind.UpDownCounter, Point(1, 0)) with { Name = "connections", Resource = Process("server") },
            Metric(MetricKind.UpDownCounter, Point(1, 0)) with { Name = "connections", Resource = Process("client", "aaaaaaaa") },
            Metric(MetricKind.UpDownCounter, Point(1, 0)) with { Name = "connections", Resource = Process("client", "bbbbbbbb") },
        ]);

        Assert.Equivalent(
            new MeterList(
                Version: 1,
                DroppedPoints: 0,
                [
                    new("Playlist.Server", [new("connections", "{song}", "Songs played.", "UpDownCounter", ["client", "server"]), new("duration", "s", "How long.", "Histogram", ["server"])]),
                    new("System.Runtime", [new("songs", "{song}", "Songs played.", "Gauge", ["server"])]),
                ]),
            store.GetMeters(),
            strict: true);
        Assert.Equal(["connections", "duration"], store.GetMeters().Meters[0].Instruments.Select(instrument => instrument.Name));
    }

    [Fact]
    public void Add_drops_the_oldest_point_of_all_when_there_are_more_than_the_limit()
    {
        var store = Create(new TelemetryLimits { MetricPoints = 2 });

        store.Add([Metric(MetricKind.Gauge, Point(1, 1 * Second)) with { Name = "a" }, Metric(MetricKind.Gauge, Point(2, 1 * Second)) with { Name = "b" }]);
        var full = store.GetMeters();
        store.Add([Metric(MetricKind.Gauge, Point(3, 2 * Second)) with { Name = "b" }]);

        Assert.Equal(["a", "b"], Names(full));
        Assert.Equal(["b"], Names(store.GetMeters()));
        Assert.Equal((0, 1), (full.DroppedPoints, store.GetMeters().DroppedPoints));
        Assert.Null(Chart(store, "a"));
        Assert.Equal([2, 3], Values(Chart(store, "b")!));
    }

    [Fact]
    public void Add_drops_the_oldest_points_when_they_are_larger_than_the_limit()
    {
        // The series and three points just fit.
        const int PointBytes = 112;
        var limits = new TelemetryLimits { MetricBytes = MemoryEstimate.OfSeries(Point(1, 0)) + 3 * PointBytes };
        var store = Create(limits);

        store.Add([Metric(MetricKind.Gauge, Point(1, 1 * Second), Point(2, 2 * Second), Point(3, 3 * Second))]);
        var full = store.GetMeters().DroppedPoints;
        store.Add([Metric(MetricKind.Gauge, Point(4, 4 * Second))]);

        Assert.Equal((0, 1), (full, store.GetMeters().DroppedPoints));
        Assert.Equal([2, 3, 4], Values(Chart(store)!));
    }

    [Fact]
    public void Add_counts_what_a_series_takes_beside_its_points()
    {
        var limits = new TelemetryLimits { MetricBytes = 2 * MemoryEstimate.OfSeries(Point(1, 0)) };
        var store = Create(limits);

        store.Add([.. Enumerable.Range(1, 3).Select(i => Metric(MetricKind.Gauge, Point(i, 1 * Second)) with { Name = $"songs-{i}" })]);

        Assert.Equal(["songs-3"], Names(store.GetMeters()));
        Assert.Equal(2, store.GetMeters().DroppedPoints);
    }

    [Fact]
    public void Add_keeps_nothing_when_one_series_is_larger_than_all_that_is_kept()
    {
        var store = Create(new TelemetryLimits { MetricBytes = 100 });

        store.Add([Metric(MetricKind.Gauge, Point(1, 0), Point(2, 1))]);

        Assert.Empty(store.GetMeters().Meters);
        Assert.Equal(2, store.GetMeters().DroppedPoints);
    }

    [Fact]
    public void Add_takes_a_point_once_that_was_sent_twice()
    {
        var store = Create(new TelemetryLimits());
        var metric = Metric(MetricKind.Counter, Point(2, 1 * Second, isDelta: true));

        store.Add([metric]);
        store.Add([metric]);

        Assert.Equal([2], Values(Chart(store)!));
    }

    [Fact]
    public void Add_takes_attributes_in_any_order_for_the_same_series()
    {
        var store = Create(new TelemetryLimits());

        store.Add([Metric(MetricKind.Gauge, Point(1, 1 * Second, Attributes(("a", "1"), ("b", "2"))), Point(2, 2 * Second, Attributes(("b", "2"), ("a", "1"))))]);

        Assert.Equal([1, 2], Values(Chart(store)!));
    }

    [Fact]
    public void GetChart_shows_the_kind_that_was_reported_last_when_processes_disagree()
    {
        var store = Create(new TelemetryLimits());

        store.Add([Metric(MetricKind.Gauge, Point(1, 1 * Second)), Metric(MetricKind.Counter, Point(5, 1 * Second)) with { Resource = Process("client") }]);

        var chart = Chart(store)!;
        Assert.Equal("Counter", chart.Kind);
        Assert.Equal([5], Values(chart));
    }

    [Fact]
    public void Version_grows_with_each_change()
    {
        var store = Create(new TelemetryLimits());
        var first = store.Version;

        store.Add([Metric(MetricKind.Gauge, Point(1, 1 * Second))]);

        Assert.True(first < store.Version);
        Assert.Equal((store.Version, store.Version), (store.GetMeters().Version, Chart(store)!.Version));
    }

    private static IEnumerable<string> Names(MeterList list) => list.Meters.SelectMany(meter => meter.Instruments).Select(instrument => instrument.Name);

    private static IEnumerable<double> Values(ChartView chart) => Assert.Single(chart.Lines).Values.OfType<double>();

    private static ChartView? Chart(MetricStore store, string name = "songs") => store.GetChart(new ChartQuery("Playlist.Server", name, [], TimeSpan.FromSeconds(20), AsRate: false));

    private MetricStore Create(TelemetryLimits limits) => new(limits, _time);
}
