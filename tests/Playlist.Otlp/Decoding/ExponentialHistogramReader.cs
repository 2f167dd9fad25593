using Playlist.Otlp.Wire;
using Buckets = Playlist.Otlp.Wire.ExponentialHistogramPoint.Types.Buckets;

namespace Playlist.Otlp.Decoding;

/// <summary>Gives a histogram whose buckets follow from a scale the bounds that these are.</summary>
internal static class ExponentialHistogramReader
{
    /// <summary>Six times what the OpenTelemetry SDKs use. On the wire an empty bucket takes a byte, and here sixteen.</summary>
    public const int MaxBuckets = 1000;

    private static readonly Buckets None = new();

    public static PointValue Read(ExponentialHistogramPoint point)
    {
        var negative = point.Negative ?? None;
        var positive = point.Positive ?? None;
        if (!double.IsFinite(point.Sum) || !double.IsFinite(point.ZeroThreshold) || point.ZeroThreshold < 0)
        {
            return new PointValue("point(s) of an exponential histogram whose sum or zero threshold is not a finite number");
        }

        if ((long)negative.BucketCounts.Count + positive.BucketCounts.Count > MaxBuckets)
        {
            return new PointValue($"point(s) of an exponential histogram with more than {MaxBuckets} buckets");
        }

        // From the lowest value to the highest. The edge that no bucket of the sender's lies below gets an empty one, lest its values seem to begin anywhere.
        var histogram = new Builder();
        if (negative.BucketCounts.Count > 0)
        {
            histogram.Add(-Edge(point.Scale, (long)negative.Offset + negative.BucketCounts.Count), 0);
        }

        for (var i = negative.BucketCounts.Count - 1; i >= 0; i--)
        {
            histogram.Add(-Edge(point.Scale, (long)negative.Offset + i), negative.BucketCounts[i]);
        }

        histogram.Add(point.ZeroThreshold, point.ZeroCount);
        if (positive.BucketCounts.Count > 0)
        {
            histogram.Add(Edge(point.Scale, positive.Offset), 0);
        }

        for (var i = 0; i < positive.BucketCounts.Count; i++)
        {
            histogram.Add(Edge(point.Scale, (long)positive.Offset + i + 1), positive.BucketCounts[i]);
        }

        return new PointValue(point.Sum, histogram.Build());
    }

    /// <returns>base^index, that is 2^(index · 2^-scale): zero or infinite where a number is too small or too great.</returns>
    private static double Edge(int scale, long index) => Math.Pow(2, Math.ScaleB(index, -Math.Max(scale, -int.MaxValue)));

    private sealed class Builder
    {
        private readonly List<double> _bounds = [];
        private readonly List<ulong> _counts = [];
        private ulong _carried;

        /// <summary>Adds a bucket above those before; one that a number cannot bound is counted in the next, one without width in the last.</summary>
        public void Add(double upperBound, ulong count)
        {
            _carried += count;
            if (!double.IsFinite(upperBound))
            {
                return;
            }

            if (_bounds.Count > 0 && upperBound <= _bounds[^1])
            {
                _counts[^1] += _carried;
            }
            else
            {
                _bounds.Add(upperBound);
                _counts.Add(_carried);
            }

            _carried = 0;
        }

        public HistogramCounts Build() => new([.. _bounds], [.. _counts, _carried]);
    }
}
