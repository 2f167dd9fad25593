namespace Microsoft.Extensions.Hosting;

/// <summary>How long to wait before the next attempt: longer each time, and never as long as others do.</summary>
public static class Backoff
{
    private const int MinMilliseconds = 250;
    private const int MaxMilliseconds = 5000;

    /// <param name="failures">In a row; from 1.</param>
    /// <returns>250 ms to 5 s.</returns>
    public static TimeSpan After(int failures)
    {
        var most = Math.Min(MaxMilliseconds, MinMilliseconds << Math.Min(failures, 10));
        // Chance need not be secret.
#pragma warning disable CA5394
        return TimeSpan.FromMilliseconds(Random.Shared.Next(MinMilliseconds, most + 1));
#pragma warning restore CA5394
    }
}
