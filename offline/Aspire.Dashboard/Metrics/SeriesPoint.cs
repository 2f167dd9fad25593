using Playlist.Otlp;

namespace Aspire.Dashboard.Metrics;

/// <summary>What a series had come to at one moment.</summary>
/// <param name="StartNanoseconds">Since when it counts; 0 when that is not known, or does not matter.</param>
/// <param name="IsFirst">Whether the series began with it: it counts from zero.</param>
internal readonly record struct SeriesPoint(long StartNanoseconds, long TimeNanoseconds, double Value, HistogramCounts? Histogram, bool IsFirst);
