using Playlist.Otlp.Wire;

namespace Playlist.Otlp.Decoding;

internal static class HistogramReader
{
    public static PointValue Read(HistogramPoint point)
    {
        var bounds = point.ExplicitBounds.ToArray();
        // Without buckets there is only the count, which is one bucket without bounds.
        ulong[] counts = bounds.Length == 0 && point.BucketCounts.Count == 0 ? [point.Count] : [.. point.BucketCounts];

        if (!double.IsFinite(point.Sum))
        {
            return new PointValue("point(s) of a histogram whose sum is not a finite number");
        }

        if (counts.Length != bounds.Length + 1)
        {
            return new PointValue("point(s) of a histogram that has not one count more than bounds");
        }

        return Array.TrueForAll(bounds, double.IsFinite) && bounds.Zip(bounds.Skip(1)).All(pair => pair.First < pair.Second)
            ? new PointValue(point.Sum, new HistogramCounts(bounds, counts))
            : new PointValue("point(s) of a histogram whose bounds are not finite and ascending");
    }
}
