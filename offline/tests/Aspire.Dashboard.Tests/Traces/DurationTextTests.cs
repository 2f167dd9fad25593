using Aspire.Dashboard.Traces;

namespace Aspire.Dashboard.Tests.Traces;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData(1, "1 ns")]
    [InlineData(999, "999 ns")]
    [InlineData(1_000, "1 µs")]
    [InlineData(999_999, "999.999 µs")]
    [InlineData(1_000_000, "1 ms")]
    [InlineData(3_200_000, "3.2 ms")]
    [InlineData(1_000_000_000, "1 s")]
    [InlineData(90_123_456_789, "90.123 s")]
    public void Of_takes_the_largest_unit(long nanoseconds, string text) => Assert.Equal(text, DurationText.Of(nanoseconds));
}
