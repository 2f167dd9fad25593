namespace Playlist.Otlp;

/// <summary>The points of one instrument in one export.</summary>
/// <param name="Meter">The scope's name.</param>
public sealed record ReceivedMetric(TelemetryResource Resource, string Meter, string Name, string Unit, string Description, MetricKind Kind, IReadOnlyList<MetricPoint> Points);

public enum MetricKind
{
    Gauge,

    /// <summary>A sum that only grows: a counter.</summary>
    Counter,

    /// <summary>A sum that also shrinks.</summary>
    UpDownCounter,

    Histogram,
}

/// <summary>What was measured with one set of attributes, up to one moment.</summary>
/// <param name="StartNanoseconds">Since when a sum or histogram counts; 0 when it is not given. A later start than before: it began anew.</param>
/// <param name="IsDelta">Whether it counts since the point before it, and not since the start.</param>
/// <param name="Value">The gauge's or sum's value; a histogram's sum of all values.</param>
/// <param name="Histogram"><see langword="null"/> unless the kind is <see cref="MetricKind.Histogram"/>.</param>
/// <param name="Bytes">Its size on the wire.</param>
public sealed record MetricPoint(AttributeList Attributes, long StartNanoseconds, long TimeNanoseconds, bool IsDelta, double Value, HistogramCounts? Histogram, int Bytes);

/// <param name="Bounds">The buckets' upper bounds, ascending; may be empty.</param>
/// <param name="Counts">How many values were in each bucket: one more than there are bounds, the last for what is above them all.</param>
public sealed record HistogramCounts(double[] Bounds, ulong[] Counts);
