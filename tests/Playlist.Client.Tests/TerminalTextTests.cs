namespace Playlist.Client.Tests;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("How It's Done — ♪ 소녀", "How It's Done — ♪ 소녀")]
    [InlineData("\e]0;owned\aLover", "\uFFFD]0;owned\uFFFDLover")]
    [InlineData("two\r\nlines", "two\uFFFD\uFFFDlines")]
    [InlineData("C1 \u009B31m", "C1 \uFFFD31m")]
    [InlineData("turned \u202Eround\u2066", "turned \uFFFDround\uFFFD")]
    public void Clean_leaves_nothing_that_does_things_to_a_terminal(string text, string clean) => Assert.Equal(clean, TerminalText.Clean(text));

    [Theory]
    [InlineData("Lover", 5)]
    [InlineData("Beyonce\u0301", 7)]
    [InlineData("소녀", 4)]
    [InlineData("♪🎵", 3)]
    public void Columns_are_counted_as_terminals_do(string text, int columns) => Assert.Equal(columns, TerminalText.Columns(text));
}
