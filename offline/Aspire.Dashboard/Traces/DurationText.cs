using System.Globalization;

namespace Aspire.Dashboard.Traces;

internal static class DurationText
{
    /// <returns>Such as <c>3.2 ms</c>: rounded to three places in the largest unit that it has one of.</returns>
    public static string Of(long nanoseconds)
    {
        var (unit, name) = nanoseconds switch
        {
            >= 1_000_000_000 => (1_000_000_000m, "s"),
            >= 1_000_000 => (1_000_000m, "ms"),
            >= 1_000 => (1_000m, "µs"),
            _ => (1m, "ns"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / unit:0.###} {name}");
    }
}
