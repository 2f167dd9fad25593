using Playlist.Notifier.NewMusic;
using Playlist.Protocol.Updates;

namespace Playlist.Notifier.Tests.NewMusic;

public sealed class CleanTextTests
{
    private const string Note = "🎵";

    [Theory]
    [InlineData("Golden", "Golden")]
    [InlineData("  Golden\n", "Golden")]
    [InlineData("Take\tDown", "Take Down")]
    [InlineData("a\uFFFEb", "a\uFFFDb")]
    [InlineData("\0\u0001", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("12345678901", "1234567890")]
    [InlineData("123456789 1", "123456789")]
    [InlineData("123456789" + Note, "123456789")]
    [InlineData("12345678" + Note, "12345678" + Note)]
    public void Of_leaves_what_an_update_may_say(string? text, string? clean) => Assert.Equal(clean, CleanText.Of(text, 10));

    [Fact]
    public void Of_leaves_nothing_that_an_update_may_not_say()
    {
        var random = new Random(5);
        for (var times = 0; times < 20_000; times++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(0, 30)).Select(_ => random.Next(4) switch { 0 => (char)random.Next(0x20), 1 => (char)random.Next(0xD800, 0xE000), 2 => (char)random.Next(0xFFF0, 0x10000), _ => (char)random.Next(0x10000) })]);
            if (CleanText.Of(text, 20) is { } clean)
            {
                Assert.True(UpdateText.IsValid(clean, 20, out var error), error);
                RoutingKey.For(clean);
            }
        }
    }

    [Theory]
    [InlineData("1234567890", "1234567890")]
    [InlineData("12345678901", "123456789…")]
    [InlineData("12345678" + Note + "9", "12345678…")]
    public void Shorten_shows_that_something_is_left_out(string text, string shortened) => Assert.Equal(shortened, CleanText.Shorten(text, 10));

    [Theory]
    [InlineData(15, "N: One, Two, 33")]
    [InlineData(14, "N: One, Two, …")]
    [InlineData(13, "N: One, …")]
    [InlineData(9, "N: One, …")]
    [InlineData(8, "N: One…")]
    [InlineData(6, "N: On…")]
    [InlineData(5, "N: O…")]
    public void List_names_as_many_as_fit(int maxLength, string list) => Assert.Equal(list, CleanText.List("N: ", ["One", "Two", "33"], maxLength));

    [Theory]
    [InlineData(6, "N: One")]
    [InlineData(5, "N: O…")]
    public void List_of_one_is_that(int maxLength, string list) => Assert.Equal(list, CleanText.List("N: ", ["One"], maxLength));
}
