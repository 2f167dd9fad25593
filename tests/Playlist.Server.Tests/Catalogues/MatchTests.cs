using CsCheck;
using Playlist.Protocol.Library;
using Playlist.Server.Library;
using static Playlist.Server.Tests.Catalogues.TestCatalogue;

namespace Playlist.Server.Tests.Catalogues;

public sealed class MatchTests
{
    [Theory]
    [InlineData("Taylor Swift/Lover/03 Lover.mp3", "lover")]
    [InlineData(@"D:\Music\taylor swift\LOVER\03 Lover.MP3", "lover")]
    [InlineData("03 lover.mp3", "lover")]
    [InlineData("Lover/01.mp3", "swift 1")]
    [InlineData("Fame/01.mp3", "bowie 1")]
    [InlineData("/srv/01.mp3", null)]
    [InlineData("01.mp3", "root 1")]
    [InlineData("./01.mp3", "root 1")]
    [InlineData("Other Lover/01.mp3", null)]
    [InlineData("x03 Lover.mp3", null)]
    [InlineData("3 Lover.mp3", null)]
    [InlineData("Lover", null)]
    [InlineData("Lover/", null)]
    [InlineData("/", null)]
    public void A_path_means_the_song_whose_path_ends_like_it_by_whole_folders(string path, string? expected)
    {
        var catalogue = Of(
            Song("A", id: "lover", path: "Taylor Swift/Lover/03 Lover.mp3"),
            Song("B", id: "swift 1", path: "Taylor Swift/Lover/01.mp3"),
            Song("C", id: "bowie 1", path: "David Bowie/Fame/01.mp3"),
            Song("D", id: "root 1", path: "01.mp3"));

        Assert.Equal(expected, catalogue.Match(new SongDescription(path))?.Id);
    }

    [Theory]
    [InlineData("Lover", "Taylor Swift", null, "only")]
    [InlineData(" LOVER", "taylor swift ", 500.0, "only")]
    [InlineData("Lover", null, null, null)]
    [InlineData("Lover", null, 61.0, "ghost")]
    [InlineData("Lover", "Nobody", null, null)]
    [InlineData("Intro", "Zoë", null, null)]
    [InlineData("Intro", "Zoë", 97.0, "100")]
    [InlineData("Intro", "Zoë", 96.9, null)]
    [InlineData("Intro", "Zoë", 101.5, "100")]
    [InlineData("Intro", "Zoë", 102.5, "104")]
    [InlineData("Intro", "Zoë", 107.0, "104")]
    [InlineData("Intro", "Zoë", 107.1, null)]
    [InlineData("Twice", "Zoë", null, "first")]
    public void Else_a_title_and_artist_mean_the_song_nearest_in_duration(string title, string? artist, double? duration, string? expected)
    {
        var catalogue = Of(
            Song(new SongTags("Lover", "Taylor Swift", Duration: 221), "only"),
            Song(new SongTags("Lover", "Sorry Ghost", Duration: 60), "ghost"),
            Song(new SongTags("Intro", "Zoe", Duration: 100), "100"),
            Song(new SongTags("Intro", "Ann", AlbumArtist: "Zoë", Duration: 104), "104"),
            Song(new SongTags("Intro", "Zoë"), "no duration"),
            Song("Twice", "Zoë", "first"),
            Song("Twice", "Zoë", "a second", duplicateOf: "first"));

        Assert.Equal(expected, catalogue.Match(new SongDescription("nowhere.ogg", title, artist, duration))?.Id);
        Assert.Equal(expected, catalogue.Match(new SongDescription(null, title, artist, duration))?.Id);
    }

    [Fact]
    public void Match_agrees_with_a_comparison_of_all_paths()
    {
        var folder = Gen.OneOf("a", "b", "A", "é", "c d", "..", "x");
        var path = Gen.Select(folder.Array[0, 4], Gen.OneOf("1.mp3", "2.mp3", "a")).Select((folders, name) => string.Join('/', [.. folders, name]));
        var asked = Gen.Select(Gen.OneOf("", "/", @"\", "C:/", "//"), path, Gen.Bool).Select((root, rest, back) => root + (back ? rest.Replace('/', '\\') : rest));

        Gen.Select(path.Array[0, 20], asked).Sample((paths, wanted) =>
        {
            var songs = paths.Distinct().Select((one, number) => Song("T", id: $"{number}", path: one)).ToArray();

            var best = songs.GroupBy(one => Agreement(one.Path, wanted)).Where(group => group.Key > 0).MaxBy(group => group.Key)?.ToList();

            Assert.Equal(best is [var only] ? only.Id : null, Of(songs).Match(new SongDescription(wanted))?.Id);
        });

        static int Agreement(string path, string wanted)
        {
            var (folders, others) = (path.Split('/'), wanted.Split('/', '\\').Where(part => part.Length > 0).ToArray());
            var agree = folders.Reverse().Zip(others.Reverse()).TakeWhile(pair => pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase)).Count();
            return agree + (agree == folders.Length && agree == others.Length && wanted[0] is not ('/' or '\\') ? 1 : 0);
        }
    }

    [Fact]
    public void Match_takes_any_text()
    {
        var catalogue = Of(Song("Lover", path: "a/Lover.mp3"), Song("Golden", path: "Golden.mp3"));

        Gen.Select(Gen.String, Gen.String, Gen.String, Gen.Double).Sample((path, title, artist, duration) =>
            _ = catalogue.Match(new SongDescription(path, title, artist, duration)) is null or { Id: "Lover" or "Golden" });
    }
}
