namespace Playlist.Otlp.Decoding;

/// <param name="Fault">Why the point cannot be taken; <see langword="null"/> when it can.</param>
internal readonly record struct PointValue(double Value, HistogramCounts? Histogram = null, string? Fault = null)
{
    public PointValue(string fault)
        : this(0, null, fault)
    {
    }
}
