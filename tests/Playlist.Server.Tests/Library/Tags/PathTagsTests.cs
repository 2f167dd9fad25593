using Playlist.Server.Library.Tags;

namespace Playlist.Server.Tests.Library.Tags;

public sealed class PathTagsTests
{
    [Theory]
    [InlineData("Lover.mp3", "Lover", null, null, null, null)]
    [InlineData("Taylor Swift - Lover.mp3", "Lover", "Taylor Swift", null, null, null)]
    [InlineData("03 - Lover.mp3", "Lover", null, null, 3, null)]
    [InlineData("03. Lover.mp3", "Lover", null, null, 3, null)]
    [InlineData("3) Lover.mp3", "Lover", null, null, 3, null)]
    [InlineData("03_Lover.mp3", "Lover", null, null, 3, null)]
    [InlineData("03 Lover.mp3", "Lover", null, null, 3, null)]
    [InlineData("03 - Taylor Swift - Lover.mp3", "Lover", "Taylor Swift", null, 3, null)]
    [InlineData("Taylor Swift/Lover.mp3", "Lover", "Taylor Swift", null, null, null)]
    [InlineData("Taylor Swift/Lover/03 Lover.mp3", "Lover", "Taylor Swift", "Lover", 3, null)]
    [InlineData("Music/Pop/Taylor Swift/Lover/03 Lover.flac", "Lover", "Taylor Swift", "Lover", 3, null)]
    [InlineData("Taylor Swift/Lover/2-03 Lover.mp3", "Lover", "Taylor Swift", "Lover", 3, 2)]
    [InlineData("Taylor Swift/Lover/CD 2/03 Lover.mp3", "Lover", "Taylor Swift", "Lover", 3, 2)]
    [InlineData("Taylor Swift/Lover/Disc1/03 Lover.mp3", "Lover", "Taylor Swift", "Lover", 3, 1)]
    [InlineData("Taylor Swift - Lover/03 Lover.mp3", "Lover", "Taylor Swift", "Lover", 3, null)]
    [InlineData("Taylor Swift/Lover/03 Taylor Swift - Lover.mp3", "Lover", "Taylor Swift", "Lover", 3, null)]
    [InlineData("Taylor Swift/Lover/03 Lover - Live.mp3", "Lover - Live", "Taylor Swift", "Lover", 3, null)]
    [InlineData("99 Luftballons.mp3", "99 Luftballons", null, null, null, null)]
    [InlineData("Ariana Grande/Thank U/7 Rings.mp3", "7 Rings", "Ariana Grande", "Thank U", null, null)]
    [InlineData("3-Way.mp3", "3-Way", null, null, null, null)]
    [InlineData("1.5 Percent.mp3", "1.5 Percent", null, null, null, null)]
    [InlineData("1999.mp3", "1999", null, null, null, null)]
    [InlineData("01.mp3", "01", null, null, null, null)]
    [InlineData("a_long_name.mp3", "a long name", null, null, null, null)]
    [InlineData(".mp3", ".mp3", null, null, null, null)]
    [InlineData(" - .mp3", "- .mp3", null, null, null, null)]
    public void Of_takes_what_the_path_says(string path, string title, string? artist, string? album, int? track, int? disc)
    {
        Assert.Equal(new PathTags(title, artist, album, track, disc), PathTags.Of(path));
    }

    [Fact]
    public void Of_takes_any_path()
    {
        var random = new Random(1);
        const string alphabet = "a0 1-./_)(\u0000\uD83C\uDFB5é ";
        for (var round = 0; round < 20_000; round++)
        {
            var path = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => alphabet[random.Next(alphabet.Length)]));

            var tags = PathTags.Of(path);

            Assert.Equal(TagText.Clean(tags.Title), tags.Title);
            Assert.InRange(tags.Track ?? 1, 1, 9999);
        }
    }
}
