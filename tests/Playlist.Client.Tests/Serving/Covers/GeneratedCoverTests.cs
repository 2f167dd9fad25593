using System.Globalization;
using System.Text;
using System.Xml.Linq;
using CsCheck;
using Playlist.Client.Serving.Covers;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Tests.Serving.Covers;

public sealed class GeneratedCoverTests
{
    private const double Readable = 4.5;

    [Theory]
    [InlineData("Cruel Summer", "CS")]
    [InlineData("lover", "L")]
    [InlineData("The Life of a Showgirl", "TL")]
    [InlineData("How's It Done", "HI")]
    [InlineData("1989 (Deluxe)", "1D")]
    [InlineData("<script>alert('&')</script>", "SA")]
    [InlineData("\u202Eevil\u0000\uFFFF", "E")]
    [InlineData("e\u0301toile", "E")]
    [InlineData("\uD800", "♪")]
    [InlineData("!?", "♪")]
    [InlineData("🎵🎶", "♪")]
    [InlineData("夜に駆ける", "夜")]
    [InlineData("𝔘nter 𝔘ns", "𝔘𝔘")]
    public void Of_shows_the_initials(string album, string initials) => Assert.Equal(initials, Text(GeneratedCover.Of(Song("Title", album, "Artist"))));

    [Fact]
    public void Of_depends_on_album_and_artist_only()
    {
        var cover = GeneratedCover.Of(Song("One", "Lover", "Taylor Swift"));

        Assert.Equal(cover.Svg, GeneratedCover.Of(Song("Two", "Lover", "Somebody", albumArtist: "Taylor Swift") with { Id = "2", Year = 2019, Plays = 7 }).Svg);
        Assert.NotEqual(cover.Etag, GeneratedCover.Of(Song("One", "Lover", "Somebody")).Etag);
        Assert.NotEqual(cover.Etag, GeneratedCover.Of(Song("One", "Other", "Taylor Swift")).Etag);
        Assert.Equal(cover.Svg, GeneratedCover.Of(Song("Lover", " ", "Taylor Swift")).Svg);
        // For all times, and in every process.
        Assert.Equal("8ccb19da4bcbefaa", cover.Etag);
    }

    [Fact]
    public void Of_is_readable_whatever_the_colours()
    {
        for (var i = 0; i < 2000; i++)
        {
            var colours = Parse(GeneratedCover.Of(Song("Title", $"Album {i}", "Artist"))).Descendants().Attributes("stop-color").Select(colour => colour.Value).ToList();

            Assert.Equal(2, colours.Distinct().Count());
            Assert.All(colours, colour => Assert.True(1.05 / (Luminance(colour) + 0.05) >= Readable, colour));
        }
    }

    [Fact]
    public void Of_is_a_picture_and_nothing_else_whatever_the_tags() =>
        Gen.String.Sample(text =>
        {
            var svg = Parse(GeneratedCover.Of(Song(text, text, text)));
            return svg.Descendants().Select(element => element.Name.LocalName).SequenceEqual(["linearGradient", "stop", "stop", "rect", "text"]);
        });

    private static SongDetails Song(string title, string album, string artist, string? albumArtist = null) =>
        new("id", title, artist, albumArtist, album, null, null, null, null, null, "audio/mpeg", 1, "a.mp3", default, 0, false, null);

    private static XElement Parse(GeneratedCover cover) => XElement.Parse(Encoding.UTF8.GetString(cover.Svg));

    private static string Text(GeneratedCover cover) => Parse(cover).Descendants().Single(element => element.Name.LocalName == "text").Value;

    // WCAG 2.2, relative luminance.
    private static double Luminance(string colour)
    {
        return (0.2126 * Linear(1)) + (0.7152 * Linear(3)) + (0.0722 * Linear(5));

        double Linear(int at)
        {
            var channel = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return channel <= 0.04045 ? channel / 12.92 : Math.Pow((channel + 0.055) / 1.055, 2.4);
        }
    }
}
