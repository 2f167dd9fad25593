using Playlist.Otlp;

namespace Aspire.Dashboard.Metrics;

/// <summary>What one instrument measured in one process with one set of attributes.</summary>
/// <param name="bytes">What it takes in memory without its points.</param>
internal sealed class MetricSeries(MetricInstrument instrument, SeriesKey key, long bytes)
{
    // 40 here and 16 in the queue of all points; both queues are up to half empty.
    private const int PointBytes = 2 * (40 + 16);
    // Beside its numbers.
    private const int HistogramBytes = 96;

    private readonly Queue<SeriesPoint> _points = new();
    private SeriesPoint? _last;

    public MetricInstrument Instrument => instrument;

    public SeriesKey Key => key;

    public long Bytes => bytes;

    public bool IsEmpty => _points.Count == 0;

    /// <summary>Adds a point; one that counts since the point before it is added to that.</summary>
    /// <returns>What it takes in memory; <see langword="null"/> when it was sent twice, and so is here.</returns>
    public long? Add(MetricPoint point)
    {
        if (_last?.TimeNanoseconds == point.TimeNanoseconds)
        {
            return null;
        }

        var before = _last?.Histogram;
        var histogram = point.Histogram;
        if (point.IsDelta && before is not null && histogram is not null && before.Bounds.SequenceEqual(histogram.Bounds))
        {
            histogram = histogram with { Counts = [.. before.Counts.Zip(histogram.Counts, (x, y) => x + y)] };
        }

        var shared = Share(histogram, before);
        var added = new SeriesPoint(
            point.IsDelta ? 0 : point.StartNanoseconds,
            point.TimeNanoseconds,
            point.IsDelta ? point.Value + (_last?.Value ?? 0) : point.Value,
            shared,
            IsFirst: _last is null);
        _points.Enqueue(added);
        _last = added;
        return PointBytes + OwnBytes(shared, before);
    }

    public void DropOldest() => _points.Dequeue();

    /// <returns>The points from a moment on, after the one before it.</returns>
    public SeriesPoint[] Since(long nanoseconds)
    {
        var older = _points.TakeWhile(point => point.TimeNanoseconds < nanoseconds).Count();
        return [.. _points.Skip(older - 1)];
    }

    /// <summary>Most histograms are the same as a second ago, and all have the bounds that they had.</summary>
    private static HistogramCounts? Share(HistogramCounts? histogram, HistogramCounts? before)
    {
        if (histogram is null || before is null || !before.Bounds.SequenceEqual(histogram.Bounds))
        {
            return histogram;
        }

        return before.Counts.SequenceEqual(histogram.Counts) ? before : histogram with { Bounds = before.Bounds };
    }

    private static int OwnBytes(HistogramCounts? histogram, HistogramCounts? before) => histogram is null || ReferenceEquals(histogram, before)
        ? 0
        : HistogramBytes + sizeof(ulong) * (histogram.Counts.Length + (histogram.Bounds == before?.Bounds ? 0 : histogram.Bounds.Length));
}
