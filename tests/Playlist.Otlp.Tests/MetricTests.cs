using Playlist.Otlp.Wire;

namespace Playlist.Otlp.Tests;

public sealed class MetricTests
{
    [Fact]
    public async Task Metrics_gives_every_field_of_a_gauge()
    {
        var sent = Exports.Number(2.5);
        await using var host = await OtlpHost.StartAsync();

        Assert.Null(await host.ExportAsync("metrics", Exports.Metrics(Exports.Gauge(sent, new NumberPoint { AsInt = -7 }))));

        var metric = Assert.Single(host.Metrics);
        Assert.Equal(("server", "Playlist.Server", MetricKind.Gauge), (metric.Resource.Service, metric.Meter, metric.Kind));
        Assert.Equal(("songs.open", "{song}", "Songs"), (metric.Name, metric.Unit, metric.Description));
        Assert.Equal([2.5, -7], metric.Points.Select(point => point.Value));
        var point = metric.Points[0];
        Assert.Equal(((long)Exports.Start, (long)Exports.End, false), (point.StartNanoseconds, point.TimeNanoseconds, point.IsDelta));
        Assert.Equal([KeyValuePair.Create("codec", "flac")], point.Attributes);
        Assert.Null(point.Histogram);
        Assert.Equal(sent.CalculateSize(), point.Bytes);
    }

    [Theory]
    [InlineData(true, 0, MetricKind.Counter, false)]
    [InlineData(true, 1, MetricKind.Counter, true)]
    [InlineData(true, 2, MetricKind.Counter, false)]
    [InlineData(false, 1, MetricKind.UpDownCounter, true)]
    [InlineData(false, 2, MetricKind.UpDownCounter, false)]
    public async Task Metrics_tells_sums_that_only_grow_and_deltas(bool isMonotonic, int temporality, MetricKind kind, bool isDelta)
    {
        await using var host = await OtlpHost.StartAsync();

        await host.ExportAsync("metrics", Exports.Metrics(new Metric { Sum = new() { IsMonotonic = isMonotonic, AggregationTemporality = temporality, DataPoints = { Exports.Number(3) } } }));

        var metric = Assert.Single(host.Metrics);
        Assert.Equal(kind, metric.Kind);
        Assert.Equal((3, isDelta), (metric.Points[0].Value, metric.Points[0].IsDelta));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public async Task Metrics_rejects_a_value_that_is_no_number_and_takes_the_others(double value)
    {
        await using var host = await OtlpHost.StartAsync();

        var rejected = await host.ExportAsync("metrics", Exports.Metrics(Exports.Gauge(Exports.Number(value), new NumberPoint(), Exports.Number(1)), Exports.Gauge(Exports.Number(value))));

        Assert.Equal(1, Assert.Single(Assert.Single(host.Metrics).Points).Value);
        Assert.Equal(3, rejected?.Rejected);
        Assert.Equal("3 point(s) without a value that is a finite number.", rejected?.ErrorMessage);
    }

    [Fact]
    public async Task Metrics_skips_points_without_a_recorded_value()
    {
        var number = new NumberPoint { Flags = 1 };
        var histogram = Exports.Histogram();
        histogram.Flags = 3;
        var exponential = Exports.ExponentialHistogram();
        exponential.Flags = 1;
        await using var host = await OtlpHost.StartAsync();

        var rejected = await host.ExportAsync("metrics", Exports.Metrics(Exports.Gauge(number), Exports.Histogram(histogram), Exports.ExponentialHistogram(exponential), new Metric { Name = "nothing" }));

        Assert.Null(rejected);
        Assert.Empty(host.Metrics);
    }

    [Fact]
    public async Task Metrics_rejects_summaries_and_says_what_to_record_instead()
    {
        await using var host = await OtlpHost.StartAsync();

        var rejected = await host.ExportAsync("metrics", Exports.Metrics(
            new Metric { Summary = new() { DataPoints = { new SummaryPoint(), new SummaryPoint() } } },
            Exports.Gauge(Exports.Number(double.NaN), Exports.Number(1))));

        Assert.Single(host.Metrics);
        Assert.Equal(3, rejected?.Rejected);
        Assert.Contains("record a histogram instead", rejected?.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("1 point(s) without a value", rejected?.ErrorMessage, StringComparison.Ordinal);
    }
}
