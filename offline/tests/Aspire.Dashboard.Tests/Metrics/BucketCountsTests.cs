using Aspire.Dashboard.Metrics;
using CsCheck;

namespace Aspire.Dashboard.Tests.Metrics;

public sealed class BucketCountsTests
{
    [Theory]
    [InlineData(0.1, 2)]
    [InlineData(0.5, 10)]
    [InlineData(0.75, 15)]
    [InlineData(1, 20)]
    public void Percentile_lies_evenly_within_its_bucket(double fraction, double value) => Assert.Equal(value, Counts(([10, 20, 30], [5, 5, 0, 0])).Percentile(fraction));

    [Fact]
    public void Percentile_skips_empty_buckets()
    {
        var counts = Counts(([10, 20, 30], [1, 0, 1, 0]));

        Assert.Equal(10, counts.Percentile(0.5));
        Assert.Equal(25, counts.Percentile(0.75));
    }

    [Fact]
    public void Percentile_is_the_lower_bound_when_it_lies_in_the_last_bucket() => Assert.Equal(20, Counts(([10, 20], [1, 0, 9])).Percentile(0.5));

    [Fact]
    public void Percentile_is_the_bound_when_it_lies_in_a_first_bucket_of_zero_or_less()
    {
        Assert.Equal(0, Counts(([0, 10], [9, 1, 0])).Percentile(0.5));
        Assert.Equal(-5, Counts(([-5, 10], [9, 1, 0])).Percentile(0.5));
    }

    [Fact]
    public void Percentile_is_not_known_without_values_or_without_bounds()
    {
        Assert.Null(Counts().Percentile(0.5));
        Assert.Null(Counts(([10], [0, 0])).Percentile(0.5));
        Assert.Null(Counts(([], [5])).Percentile(0.5));
    }

    [Fact]
    public void Percentile_takes_histograms_of_different_bounds_together()
    {
        var counts = Counts(([10, 20], [0, 10, 0]), ([15], [15, 0]));

        // Below 10 are 10 of the second, below 15 all 15 of it and 5 of the first.
        Assert.Equal(10d, counts.Percentile(10 / 25d)!.Value, 9);
        Assert.Equal(15d, counts.Percentile(20 / 25d)!.Value, 9);
        Assert.Equal(20d, counts.Percentile(1)!.Value, 9);
    }

    [Fact]
    public void Percentile_grows_with_the_fraction_and_stays_within_the_bounds() => Gen.Select(Gen.ULong[0, 9].Array[4], Gen.ULong[0, 9].Array[3]).Sample((some, others) =>
    {
        var counts = Counts(([1, 2, 5], some), ([2, 3], others));

        double?[] percentiles = [.. Enumerable.Range(1, 20).Select(i => counts.Percentile(i / 20d))];

        if (some.Concat(others).Any(count => count > 0))
        {
            Assert.Equal(percentiles.Order(), percentiles);
            Assert.All(percentiles, value => Assert.InRange(value!.Value, 0, 5));
        }
        else
        {
            Assert.All(percentiles, value => Assert.Null(value));
        }
    });

    private static BucketCounts Counts(params (double[] Bounds, ulong[] Counts)[] histograms)
    {
        var counts = new BucketCounts();
        foreach (var (bounds, added) in histograms)
        {
            counts.Add(bounds, added);
        }

        return counts;
    }
}
