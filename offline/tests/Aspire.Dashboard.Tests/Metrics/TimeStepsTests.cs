using Aspire.Dashboard.Metrics;

namespace Aspire.Dashboard.Tests.Metrics;

public sealed class TimeStepsTests
{
    private const long Second = 1_000_000_000;

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0.5, 0, 1)]
    [InlineData(60, 60, 1)]
    [InlineData(300, 300, 1)]
    [InlineData(600, 300, 2)]
    [InlineData(3000, 300, 10)]
    public void Steps_are_at_most_300_and_at_least_a_second_long(double period, int count, long seconds)
    {
        var steps = new TimeSteps(1_000_000 * Second + 700_000_000, TimeSpan.FromSeconds(period));

        Assert.Equal((count, seconds * Second), (steps.Count, steps.LengthNanoseconds));
    }

    [Fact]
    public void Steps_are_at_most_300_for_any_period()
    {
        var counts = Enumerable.Range(301, 2000).Select(period => new TimeSteps(1_000_000 * Second + period, TimeSpan.FromSeconds(period)).Count);

        Assert.All(counts, count => Assert.InRange(count, 299, 300));
    }

    [Fact]
    public void Steps_begin_at_multiples_of_their_length()
    {
        var steps = new TimeSteps(1_003 * Second, TimeSpan.FromSeconds(600));

        Assert.Equal((404, 1_002), (steps.Times[0], steps.Times[^1]));
        Assert.Equal(404 * Second, steps.StartNanoseconds);
    }

    [Fact]
    public void Find_gives_the_step_that_a_moment_is_in()
    {
        var steps = new TimeSteps(10 * Second + 5, TimeSpan.FromSeconds(3));

        Assert.Null(steps.Find(8 * Second - 1));
        Assert.Equal(0, steps.Find(8 * Second));
        Assert.Equal(0, steps.Find(9 * Second - 1));
        Assert.Equal(2, steps.Find(11 * Second - 1));
        Assert.Null(steps.Find(11 * Second));
    }

    [Fact]
    public void Steps_reach_back_to_1970_at_most() => Assert.Equal(100, new TimeSteps(100 * Second, TimeSpan.MaxValue).Count);
}
