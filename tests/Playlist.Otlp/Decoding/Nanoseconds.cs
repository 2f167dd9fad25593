namespace Playlist.Otlp.Decoding;

internal static class Nanoseconds
{
    /// <returns>The moment, or the last that there is a number for, in the year 2262.</returns>
    public static long Of(ulong unixNanoseconds) => (long)Math.Min(unixNanoseconds, long.MaxValue);
}
