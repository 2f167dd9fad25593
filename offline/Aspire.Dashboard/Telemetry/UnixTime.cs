namespace Aspire.Dashboard.Telemetry;

internal static class UnixTime
{
    /// <param name="nanoseconds">Since 1970 (UTC); what is less than 100 of them is lost.</param>
    public static DateTime ToDateTime(long nanoseconds) => DateTime.UnixEpoch.AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick);

    public static long ToNanoseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
}
