namespace Aspire.Dashboard.Metrics;

/// <summary>A series over the period of a chart.</summary>
/// <param name="Points">In the order of arrival; the first may be from before the period, to tell growth by.</param>
internal sealed record ChartSeries(SeriesKey Key, IReadOnlyList<SeriesPoint> Points)
{
    /// <returns>The newest value in each step.</returns>
    public double?[] Values(TimeSteps steps)
    {
        var values = new double?[steps.Count];
        foreach (var point in Points)
        {
            if (steps.Find(point.TimeNanoseconds) is { } step)
            {
                values[step] = point.Value;
            }
        }

        return values;
    }

    /// <returns>The growth per second in each step.</returns>
    public double?[] Rates(TimeSteps steps)
    {
        var growth = new double?[steps.Count];
        var nanoseconds = new long[steps.Count];
        foreach (var (before, point) in Pairs())
        {
            // How long the first one took to grow is not known; it is new since the last export.
            var took = before is { } earlier ? point.TimeNanoseconds - earlier.TimeNanoseconds : steps.LengthNanoseconds;
            if (took > 0 && steps.Find(point.TimeNanoseconds) is { } step)
            {
                growth[step] = (growth[step] ?? 0) + point.Value - (before is { } counted && !BeganAnew(counted, point) ? counted.Value : 0);
                nanoseconds[step] += took;
            }
        }

        return [.. growth.Select((value, step) => value / nanoseconds[step] * 1e9)];
    }

    /// <summary>Adds what was measured in each step to what is there.</summary>
    public void AddTo(BucketCounts[] counts, TimeSteps steps)
    {
        foreach (var (before, point) in Pairs())
        {
            if (point.Histogram is { } now && steps.Find(point.TimeNanoseconds) is { } step)
            {
                var then = before is { } counted && !BeganAnew(counted, point) ? counted.Histogram : null;
                counts[step].Add(now.Bounds, [.. now.Counts.Select((count, i) => count - (then?.Counts[i] ?? 0))]);
            }
        }
    }

    /// <summary>Each point with the one before it; with none when it counts from zero. A point whose predecessor was dropped is left out.</summary>
    private IEnumerable<(SeriesPoint? Before, SeriesPoint Point)> Pairs()
    {
        SeriesPoint? before = null;
        foreach (var point in Points)
        {
            if (before is not null || point.IsFirst)
            {
                yield return (before, point);
            }

            before = point;
        }
    }

    private static bool BeganAnew(SeriesPoint before, SeriesPoint point) =>
        point.StartNanoseconds > before.StartNanoseconds
        || (point.Histogram, before.Histogram) switch
        {
            ({ } now, { } then) when ReferenceEquals(now, then) => false,
            ({ } now, { } then) => !now.Bounds.SequenceEqual(then.Bounds) || now.Counts.Zip(then.Counts).Any(counts => counts.First < counts.Second),
            _ => point.Value < before.Value,
        };
}
