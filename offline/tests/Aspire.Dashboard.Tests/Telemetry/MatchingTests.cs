using Aspire.Dashboard.Telemetry;

namespace Aspire.Dashboard.Tests.Telemetry;

public sealed class MatchingTests
{
    [Theory]
    [InlineData("server", true)]
    [InlineData("server-abcdefgh", true)]
    [InlineData("server-", false)]
    [InlineData("server-abcdefghi", false)]
    [InlineData("server-abcdefgi", false)]
    [InlineData("server.abcdefgh", false)]
    [InlineData("sarver-abcdefgh", false)]
    [InlineData("abcdefgh", false)]
    [InlineData("", false)]
    public void IsNamed_takes_the_service_or_the_replica(string name, bool expected) => Assert.Equal(expected, Matching.IsNamed("server", "abcdefgh", name));

    [Fact]
    public void HasText_does_not_mind_case_and_looks_at_values_only()
    {
        var attributes = Received.Attributes(("song.title", "Cruel Summer"), ("song.artist", "Taylor Swift"));

        Assert.True(Matching.HasText(attributes, "cruel s"));
        Assert.True(Matching.HasText(attributes, "SWIFT"));
        Assert.False(Matching.HasText(attributes, "title"));
    }
}
