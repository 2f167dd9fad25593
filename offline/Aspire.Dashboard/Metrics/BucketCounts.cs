namespace Aspire.Dashboard.Metrics;

/// <summary>How many values were measured in which range, from one or more histograms.</summary>
/// <remarks>Histograms of different bounds are merged as if the values in a bucket were spread evenly over it, which is what a percentile is read by in any case.</remarks>
internal sealed class BucketCounts
{
    private readonly Dictionary<(double Lower, double Upper), double> _counts = [];

    /// <param name="counts">One more than there are bounds.</param>
    public void Add(double[] bounds, ulong[] counts)
    {
        // Without bounds nothing is known but how many there were.
        for (var i = 0; i < counts.Length && bounds.Length > 0; i++)
        {
            if (counts[i] > 0)
            {
                // The first bucket has no lower bound, but most of what is measured is not negative. The last has no upper one: what is in it counts as the least that it can be.
                var range = (i == 0 ? Math.Min(0, bounds[0]) : bounds[i - 1], i == bounds.Length ? bounds[^1] : bounds[i]);
                _counts[range] = _counts.GetValueOrDefault(range) + counts[i];
            }
        }
    }

    /// <param name="fraction">0.5 for the median.</param>
    /// <returns>The value that so many are at or below; <see langword="null"/> when there are none.</returns>
    public double? Percentile(double fraction)
    {
        var wanted = fraction * _counts.Values.Sum();
        var (lower, countAtLower) = (0d, 0d);
        foreach (var edge in _counts.Keys.SelectMany(range => new[] { range.Lower, range.Upper }).Distinct().Order())
        {
            // Just below the edge, and with what is counted as the very value of the edge.
            var (below, upTo) = (Count(edge, _counts.Where(range => range.Key.Lower < edge)), Count(edge, _counts));
            if (wanted <= below)
            {
                return lower + (edge - lower) * (wanted - countAtLower) / (below - countAtLower);
            }

            if (wanted <= upTo)
            {
                return edge;
            }

            (lower, countAtLower) = (edge, upTo);
        }

        return null;
    }

    private static double Count(double edge, IEnumerable<KeyValuePair<(double Lower, double Upper), double>> ranges) => ranges.Sum(range =>
    {
        var ((lower, upper), count) = range;
        return edge >= upper ? count : count * Math.Clamp((edge - lower) / (upper - lower), 0, 1);
    });
}
