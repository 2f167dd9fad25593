using Playlist.Server.Library.Tags;

namespace Playlist.Server.Tests.Library.Tags;

public sealed class TagTextTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(" \0\t ", null)]
    [InlineData("  Lover\0", "Lover")]
    [InlineData("Lo\nver", "Lo ver")]
    [InlineData("Lo\u2028ver", "Lo ver")]
    [InlineData("Golden 🎵", "Golden 🎵")]
    public void Clean_leaves_what_can_be_listed(string? text, string? clean) => Assert.Equal(clean, TagText.Clean(text));

    [Fact]
    public void Clean_makes_text_of_half_a_surrogate_pair() => Assert.Equal("a\uFFFDb", TagText.Clean("a" + '\uD83C' + "b"));

    [Fact]
    public void Clean_cuts_what_is_longer_than_the_limit_and_no_pair_in_two()
    {
        Assert.Equal(TagText.MaxLength, TagText.Clean(new string('x', TagText.MaxLength))!.Length);
        Assert.Equal(TagText.MaxLength, TagText.Clean(new string('x', TagText.MaxLength + 1))!.Length);
        Assert.Equal(TagText.MaxLength - 1, TagText.Clean(new string('x', TagText.MaxLength - 1) + "🎵")!.Length);
    }

    [Theory]
    [InlineData("3/12", 3)]
    [InlineData(" 03", 3)]
    [InlineData("2019-08-23", 2019)]
    [InlineData("9999", 9999)]
    [InlineData("10000", null)]
    [InlineData("0", null)]
    [InlineData("-3", null)]
    [InlineData("A3", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("99999999999999999999999", null)]
    public void Number_is_what_a_text_begins_with(string? text, int? number) => Assert.Equal(number, TagText.Number(text));
}
