using Aspire.Dashboard.Metrics;
using Aspire.Dashboard.Telemetry;
using Microsoft.Extensions.Time.Testing;
using Playlist.Otlp;
using static Aspire.Dashboard.TestSupport.Received;

namespace Aspire.Dashboard.Tests.Metrics;

/// <summary>Charts of the five seconds from the beginning on.</summary>
public sealed class ChartTests
{
    private static readonly ChartQuery Query = new("Playlist.Server", "songs", [], TimeSpan.FromSeconds(5), AsRate: false);
    private static readonly HistogramCounts Nothing = new([10, 20], [0, 0, 0]);

    private readonly MetricStore _store = new(new TelemetryLimits(), new FakeTimeProvider(Beginning.AddSeconds(4.5)));

    [Fact]
    public void GetChart_finds_nothing_when_there_is_no_such_instrument()
    {
        _store.Add([Metric(MetricKind.Gauge, Point(1, 0))]);

        Assert.Null(_store.GetChart(Query with { Instrument = "other" }));
        Assert.Null(_store.GetChart(Query with { Meter = "other" }));
        Assert.NotNull(_store.GetChart(Query));
    }

    [Fact]
    public void GetChart_gives_a_gauge_its_newest_value_in_each_step()
    {
        _store.Add([Metric(MetricKind.Gauge, Point(1, 0), Point(2, Second), Point(3, Second + 999_999_999), Point(4, 4 * Second + 1))]);

        var chart = Chart();

        var start = Beginning.ToUnixTimeSeconds();
        Assert.Equal([start, start + 1, start + 2, start + 3, start + 4], chart.Times);
        Assert.Equal([1, 3, null, null, 4], Assert.Single(chart.Lines).Values);
        Assert.Equal(("Gauge", "{song}", "Songs played.", 1), (chart.Kind, chart.Unit, chart.Description, chart.TotalLines));
    }

    [Fact]
    public void GetChart_is_empty_when_nothing_was_measured_in_the_period()
    {
        _store.Add([Metric(MetricKind.Gauge, Point(1, -1, Attributes(("route", "/play"))))]);

        var chart = Chart();

        Assert.Empty(chart.Times);
        Assert.Empty(chart.Lines);
        Assert.Equal(0, chart.TotalLines);
        Assert.Equal(["service", "instance", "route"], chart.Attributes.Select(choice => choice.Key));
    }

    [Fact]
    public void GetChart_gives_a_counter_its_value_or_its_growth_per_second()
    {
        _store.Add([Metric(MetricKind.Counter, Point(10, -2 * Second), Point(14, 0), Point(15, Second), Point(15, 3 * Second))]);

        Assert.Equal([14, 15, null, 15, null], Line(Chart()));
        Assert.Equal([2, 1, null, 0, null], Line(Chart(asRate: true)));
    }

    [Fact]
    public void GetChart_takes_all_growth_in_a_step_together()
    {
        _store.Add([Metric(MetricKind.Counter, Point(10, -500 * Millisecond), Point(12, 0), Point(15, 500 * Millisecond))]);

        // 5 in a second, measured after the half.
        Assert.Equal(5, Line(Chart(asRate: true))[0]);
    }

    [Fact]
    public void GetChart_counts_from_zero_when_a_counter_is_new()
    {
        _store.Add([Metric(MetricKind.Counter, Point(3, 1 * Second), Point(4, 2 * Second))]);

        Assert.Equal([null, 3, 1, null, null], Line(Chart(asRate: true)));
    }

    [Fact]
    public void GetChart_counts_from_zero_when_a_counter_fell_or_has_a_new_start()
    {
        _store.Add([Metric(MetricKind.Counter, Point(10, 0), Point(4, 1 * Second), Point(5, 2 * Second, start: 1), Point(7, 3 * Second, start: 1))]);

        Assert.Equal([10, 4, 5, 2, null], Line(Chart(asRate: true)));
    }

    [Fact]
    public void GetChart_gives_no_growth_when_the_point_before_was_dropped()
    {
        var store = new MetricStore(new TelemetryLimits { MetricPoints = 2 }, new FakeTimeProvider(Beginning.AddSeconds(4.5)));

        store.Add([Metric(MetricKind.Counter, Point(10, 0), Point(11, 1 * Second), Point(13, 2 * Second))]);

        Assert.Equal([null, null, 2, null, null], Line(store.GetChart(Query with { AsRate = true })!));
    }

    [Fact]
    public void GetChart_gives_no_growth_when_the_clock_was_set_back()
    {
        _store.Add([Metric(MetricKind.Counter, Point(10, 2 * Second), Point(11, 1 * Second), Point(13, 2 * Second))]);

        Assert.Equal([null, null, 12d / 2, null, null], Line(Chart(asRate: true)));
    }

    [Fact]
    public void GetChart_adds_up_what_is_sent_as_growth()
    {
        _store.Add([Metric(MetricKind.Counter, Point(3, 0, start: -1, isDelta: true), Point(2, 1 * Second, start: 0, isDelta: true), Point(4, 3 * Second, start: Second, isDelta: true))]);

        Assert.Equal([3, 5, null, 9, null], Line(Chart()));
        Assert.Equal([3, 2, null, 2, null], Line(Chart(asRate: true)));
    }

    [Fact]
    public void GetChart_gives_the_value_of_what_may_shrink_even_as_a_rate()
    {
        _store.Add([Metric(MetricKind.UpDownCounter, Point(3, 0), Point(1, 1 * Second))]);

        Assert.Equal([3, 1, null, null, null], Line(Chart(asRate: true)));
    }

    [Fact]
    public void GetChart_gives_percentiles_of_what_was_measured_in_each_step()
    {
        _store.Add(
        [
            Histogram(Point(0, -1 * Second, histogram: new([10, 20], [7, 7, 7])), Point(0, 0, histogram: new([10, 20], [17, 7, 7])), Point(0, 1 * Second, histogram: new([10, 20], [17, 7, 7])), Point(0, 2 * Second, histogram: new([10, 20], [17, 17, 8]))),
        ]);

        var chart = Chart();

        Assert.Equal(["p50", "p90", "p99"], chart.Lines.Select(line => line.Name));
        Assert.Equal(3, chart.TotalLines);
        Assert.Equal([5, null, 15.5, null, null], chart.Lines[0].Values);
        Assert.Equal([9, null, 19.9, null, null], Rounded(chart.Lines[1]));
        Assert.Equal([9.9, null, 20, null, null], Rounded(chart.Lines[2]));
    }

    [Fact]
    public void GetChart_counts_from_zero_when_a_histogram_is_new_or_began_anew()
    {
        _store.Add(
        [
            Histogram(Point(0, 0, histogram: new([10, 20], [0, 2, 0])), Point(0, 1 * Second, histogram: new([10, 20], [2, 1, 0])), Point(0, 2 * Second, start: 1, histogram: new([10, 20], [2, 3, 0])), Point(0, 3 * Second, start: 1, histogram: new([5], [2, 0]))),
        ]);

        Assert.Equal([15, 10 * 1.5 / 2, 10 + 10 * 0.5 / 3, 2.5, null], Chart().Lines[0].Values);
    }

    [Fact]
    public void GetChart_adds_up_histograms_that_are_sent_as_growth()
    {
        _store.Add([Histogram(Point(0, 0, isDelta: true, histogram: new([10, 20], [4, 0, 0])), Point(0, 1 * Second, isDelta: true, histogram: new([10, 20], [0, 4, 0])), Point(0, 2 * Second, isDelta: true, histogram: Nothing))]);

        Assert.Equal([5, 15, null, null, null], Chart().Lines[0].Values);
    }

    [Fact]
    public void GetChart_merges_histograms_of_all_processes()
    {
        _store.Add([Histogram(Point(0, 0, histogram: new([10, 20], [1, 0, 0]))), Histogram(Point(0, 0, histogram: new([10, 20], [0, 3, 0]))) with { Resource = Process("client") }]);

        Assert.Equal(10 + 10 * 1d / 3, Chart().Lines[0].Values[0]);
    }

    [Fact]
    public void GetChart_is_empty_when_a_histogram_counted_nothing()
    {
        _store.Add([Histogram(Point(0, 0, histogram: Nothing), Point(0, 1 * Second, histogram: Nothing))]);

        Assert.Empty(Chart().Lines);
    }

    private static ReceivedMetric Histogram(params MetricPoint[] points) => Metric(MetricKind.Histogram, points);

    private static IReadOnlyList<double?> Line(ChartView chart) => Assert.Single(chart.Lines).Values;

    private static IEnumerable<double?> Rounded(ChartLine line) => line.Values.Select(value => value is { } number ? Math.Round(number, 6) : value);

    private ChartView Chart(bool asRate = false) => _store.GetChart(Query with { AsRate = asRate })!;
}
