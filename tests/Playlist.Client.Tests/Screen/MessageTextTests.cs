using Playlist.Client.Screen;

namespace Playlist.Client.Tests.Screen;

public sealed class MessageTextTests
{
    [Theory]
    [InlineData("one two three", 13, new[] { "one two three" })]
    [InlineData("one two three", 12, new[] { "one two", "three" })]
    [InlineData("one two three", 7, new[] { "one two", "three" })]
    [InlineData("onetwothree", 4, new[] { "onet", "woth", "ree" })]
    [InlineData("  play [N|TITLE]    plays", 20, new[] { "  play [N|TITLE]   ", "plays" })]
    [InlineData("夏夏夏", 5, new[] { "夏夏", "夏" })]
    [InlineData("", 5, new[] { "" })]
    public void A_long_line_is_broken_between_words_where_it_can(string text, int width, string[] rows)
    {
        Assert.Equal(rows, MessageText.Wrap(text, width));
    }
}
