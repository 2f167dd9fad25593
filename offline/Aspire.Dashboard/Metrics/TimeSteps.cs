namespace Aspire.Dashboard.Metrics;

/// <summary>The equal steps that a chart's period is looked at in. They begin at multiples of their length, so that a chart asked for again has the same ones.</summary>
internal sealed class TimeSteps
{
    private const int MaxCount = 300;

    private readonly long _first;

    /// <param name="now">The period's end, in nanoseconds since 1970.</param>
    public TimeSteps(long now, TimeSpan period)
    {
        var length = Math.Clamp(period.Ticks, 0, now / TimeSpan.NanosecondsPerTick) * TimeSpan.NanosecondsPerTick;
        LengthNanoseconds = Math.Max(1_000_000_000, (length + MaxCount - 1) / MaxCount);
        _first = (now - length) / LengthNanoseconds + 1;
        Count = (int)(now / LengthNanoseconds - _first + 1);
    }

    public long LengthNanoseconds { get; }

    public int Count { get; }

    public long StartNanoseconds => _first * LengthNanoseconds;

    /// <summary>When each step begins, in seconds since 1970.</summary>
    public IReadOnlyList<double> Times => [.. Enumerable.Range(0, Count).Select(i => (_first + i) * LengthNanoseconds / 1e9)];

    /// <returns>The number of the step that a moment is in; <see langword="null"/> when it is in none.</returns>
    public int? Find(long nanoseconds)
    {
        var index = nanoseconds / LengthNanoseconds - _first;
        return index >= 0 && index < Count ? (int)index : null;
    }
}
