using CsCheck;
using Playlist.Otlp.Decoding;
using Playlist.Otlp.Wire;
using Buckets = Playlist.Otlp.Wire.ExponentialHistogramPoint.Types.Buckets;

namespace Playlist.Otlp.Tests;

public sealed class HistogramTests
{
    private static readonly Gen<Buckets> AnyBuckets =
        from offset in Gen.OneOf(Gen.Int, Gen.Int[-2000, 2000])
        from counts in Gen.ULong[0, 1000].Array[0, ExponentialHistogramReader.MaxBuckets / 2]
        select new Buckets { Offset = offset, BucketCounts = { counts } };

    [Fact]
    public async Task Metrics_gives_every_field_of_a_histogram()
    {
        var sent = Exports.Histogram();
        var metric = Exports.Histogram(sent);
        metric.Histogram.AggregationTemporality = 1;
        await using var host = await OtlpHost.StartAsync();

        Assert.Null(await host.ExportAsync("metrics", Exports.Metrics(metric)));

        var received = Assert.Single(host.Metrics);
        Assert.Equal(("songs.duration", MetricKind.Histogram), (received.Name, received.Kind));
        var point = Assert.Single(received.Points);
        Assert.Equal(((long)Exports.Start, (long)Exports.End, true, 4.5), (point.StartNanoseconds, point.TimeNanoseconds, point.IsDelta, point.Value));
        Assert.Equal([0.1, 1], point.Histogram!.Bounds);
        Assert.Equal([1UL, 2, 3], point.Histogram.Counts);
        Assert.Equal("flac", point.Attributes["codec"]);
        Assert.Equal(sent.CalculateSize(), point.Bytes);
    }

    [Fact]
    public void Read_takes_a_histogram_without_buckets_as_one_bucket()
    {
        var value = HistogramReader.Read(new HistogramPoint { Count = 6 });

        Assert.Null(value.Fault);
        Assert.Equal(0, value.Value);
        Assert.Empty(value.Histogram!.Bounds);
        Assert.Equal([6UL], value.Histogram.Counts);
    }

    [Theory]
    [InlineData(1, new[] { 1.0, 2 }, 2, "one count more")]
    [InlineData(1, new[] { 1.0, 2 }, 4, "one count more")]
    [InlineData(1, new[] { 1.0 }, 0, "one count more")]
    [InlineData(1, new[] { 2.0, 1 }, 3, "ascending")]
    [InlineData(1, new[] { 1.0, 1 }, 3, "ascending")]
    [InlineData(1, new[] { 1.0, double.PositiveInfinity }, 3, "ascending")]
    [InlineData(1, new[] { double.NaN }, 2, "ascending")]
    [InlineData(double.NaN, new[] { 1.0 }, 2, "sum")]
    public async Task Metrics_rejects_a_histogram_that_is_none_and_takes_the_others(double sum, double[] bounds, int counts, string reason)
    {
        var broken = new HistogramPoint { Sum = sum, ExplicitBounds = { bounds }, BucketCounts = { new ulong[counts] } };
        await using var host = await OtlpHost.StartAsync();

        var rejected = await host.ExportAsync("metrics", Exports.Metrics(Exports.Histogram(broken, Exports.Histogram())));

        Assert.Equal(4.5, Assert.Single(Assert.Single(host.Metrics).Points).Value);
        Assert.Equal(1, rejected?.Rejected);
        Assert.Contains(reason, rejected?.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_gives_an_exponential_histogram_the_bounds_of_its_buckets()
    {
        await using var host = await OtlpHost.StartAsync();

        Assert.Null(await host.ExportAsync("metrics", Exports.Metrics(Exports.ExponentialHistogram(Exports.ExponentialHistogram()))));

        // Scale 0: the base is 2. Negative bucket -1 reaches from -1 to -0.5; positive bucket 1 from 2 to 4, 2 from 4 to 8.
        var metric = Assert.Single(host.Metrics);
        Assert.Equal(("songs.size", MetricKind.Histogram), (metric.Name, metric.Kind));
        var point = Assert.Single(metric.Points);
        Assert.Equal(12.5, point.Value);
        Assert.Equal([-1, -0.5, 0, 2, 4, 8], point.Histogram!.Bounds);
        Assert.Equal([0UL, 4, 1, 0, 2, 3, 0], point.Histogram.Counts);
    }

    [Theory]
    [InlineData(0, 4, new[] { 0, 16.0, 32 })]
    [InlineData(1, 4, new[] { 0, 4, 5.656854249492381 })]
    [InlineData(-1, 1, new[] { 0, 4.0, 16 })]
    public void Read_takes_the_base_from_the_scale(int scale, int offset, double[] bounds)
    {
        var value = ExponentialHistogramReader.Read(new ExponentialHistogramPoint { Scale = scale, Positive = new Buckets { Offset = offset, BucketCounts = { 1 } } });

        Assert.Equal(bounds, value.Histogram!.Bounds, (expected, actual) => Math.Abs(expected - actual) < 1e-12);
        Assert.Equal([0UL, 0, 1, 0], value.Histogram.Counts);
    }

    [Fact]
    public void Read_counts_what_no_number_bounds_above_all_and_what_lies_below_the_zero_threshold_as_zero()
    {
        var value = ExponentialHistogramReader.Read(new ExponentialHistogramPoint
        {
            ZeroThreshold = 4,
            ZeroCount = 10,
            Positive = new Buckets { Offset = 1, BucketCounts = { 1, 2 } },
        });
        var great = ExponentialHistogramReader.Read(new ExponentialHistogramPoint { Scale = -10, Positive = new Buckets { BucketCounts = { 2, 3 } } });

        Assert.Equal([4, 8], value.Histogram!.Bounds);
        Assert.Equal([11UL, 2, 0], value.Histogram.Counts);
        Assert.Equal([0, 1], great.Histogram!.Bounds);
        Assert.Equal([0UL, 0, 5], great.Histogram.Counts);
    }

    [Fact]
    public void Read_loses_no_value_of_an_exponential_histogram_whatever_its_scale() =>
        Gen.Select(Gen.OneOf(Gen.Int, Gen.Int[-12, 22]), AnyBuckets, AnyBuckets, Gen.ULong[0, 1000]).Sample((scale, negative, positive, zeros) =>
        {
            var (_, histogram, fault) = ExponentialHistogramReader.Read(new ExponentialHistogramPoint { Scale = scale, Negative = negative, Positive = positive, ZeroCount = zeros });

            Assert.Null(fault);
            Assert.Equal(histogram!.Bounds.Length + 1, histogram.Counts.Length);
            Assert.All(histogram.Bounds, bound => Assert.True(double.IsFinite(bound)));
            Assert.Equal(histogram.Bounds.Distinct().Order(), histogram.Bounds);
            Assert.Equal(
                negative.BucketCounts.Concat(positive.BucketCounts).Append(zeros).Aggregate((sum, count) => sum + count),
                histogram.Counts.Aggregate((sum, count) => sum + count));
        });

    [Fact]
    public async Task Metrics_takes_an_exponential_histogram_with_as_many_buckets_as_allowed_and_rejects_one_more()
    {
        var largest = new ExponentialHistogramPoint { Positive = new() { BucketCounts = { new ulong[ExponentialHistogramReader.MaxBuckets - 1] } }, Negative = new() { BucketCounts = { 1 } } };
        var larger = new ExponentialHistogramPoint(largest) { Negative = new() { BucketCounts = { 1, 1 } } };
        await using var host = await OtlpHost.StartAsync();

        var rejected = await host.ExportAsync("metrics", Exports.Metrics(Exports.ExponentialHistogram(largest, larger)));

        Assert.Equal(largest.CalculateSize(), Assert.Single(Assert.Single(host.Metrics).Points).Bytes);
        Assert.Equal(1, rejected?.Rejected);
        Assert.Contains("more than 1000 buckets", rejected?.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(0, double.NaN)]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(0, -1)]
    public void Read_finds_the_fault_of_an_exponential_histogram_whose_numbers_are_none(double sum, double zeroThreshold) =>
        Assert.NotNull(ExponentialHistogramReader.Read(new ExponentialHistogramPoint { Sum = sum, ZeroThreshold = zeroThreshold }).Fault);
}
