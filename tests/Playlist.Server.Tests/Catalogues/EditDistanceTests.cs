using Playlist.Server.Library.Searching;

namespace Playlist.Server.Tests.Catalogues;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "AB", 2)]
    [InlineData("SUMMER", "SUMMER", 0)]
    [InlineData("SUMER", "SUMMER", 1)]
    [InlineData("SUMEMR", "SUMMER", 1)]
    [InlineData("USMEMR", "SUMMER", 2)]
    [InlineData("WINTER", "SUMMER", 4)]
    [InlineData("CA", "ABC", 3)]
    public void Between_counts_slips(string one, string other, int expected)
    {
        Assert.Equal(expected, EditDistance.Between(one, other, 6));
        Assert.Equal(expected, EditDistance.Between(other, one, expected));
        Assert.True(expected == 0 || EditDistance.Between(one, other, expected - 1) == expected);
    }

    [Fact]
    public void Between_takes_long_names()
    {
        var name = new string('A', EditDistance.MaxLength);

        Assert.Equal(0, EditDistance.Between(name, name, 3));
        Assert.Equal(1, EditDistance.Between(name, name.AsSpan(1), 3));
    }
}
