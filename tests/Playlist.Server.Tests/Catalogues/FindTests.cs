using Playlist.Protocol.Songs;
using Playlist.Server.Library;
using static Playlist.Server.Tests.Catalogues.TestCatalogue;

namespace Playlist.Server.Tests.Catalogues;

public sealed class FindTests
{
    [Theory]
    [InlineData("abc1", "1")]
    [InlineData(" ABC1 ", "1")]
    [InlineData("cruel summer", "1")]
    [InlineData("lover - taylor swift", "2")]
    [InlineData("LOVER  –  Sorry Ghost", "3")]
    [InlineData("one - two - three", "4")]
    [InlineData("dash - and - more", "5")]
    public void Find_takes_an_id_a_title_or_title_and_artist(string name, string expected)
    {
        var catalogue = Of(
            Song("Cruel Summer", "Taylor Swift", "abc1"),
            Song("Lover", "Taylor Swift", "abc2"),
            Song("Lover", "Sorry Ghost", "abc3"),
            Song("One - Two", "Three", "abc4"),
            Song("Dash", "And - More", "abc5"));

        Assert.Equal($"abc{expected}", catalogue.Find(name).Id);
        Assert.Equal($"abc{expected}", catalogue.FindById($"ABC{expected}")!.Id);
    }

    [Fact]
    public void Find_takes_the_first_of_duplicates_and_no_other_song_of_that_name()
    {
        var duplicates = new[] { Song("Lover", id: "a", duplicateOf: "b"), Song("Lover", id: "b"), Song("Lover", id: "c", duplicateOf: "b") };

        Assert.Equal("b", Of(duplicates).Find("lover").Id);
        Assert.Equal("a", Of(duplicates[0], duplicates[2]).Find("lover").Id);
        var refusal = Assert.Throws<SongProtocolException>(() => Of([.. duplicates, Song("Lover", "Other", "d")]).Find("lover"));
        Assert.Equal(SongErrorCodes.AmbiguousSong, refusal.Code);
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(11, true)]
    public void Find_names_ten_candidates(int count, bool more)
    {
        var catalogue = Of([.. Enumerable.Range(0, count).Select(number => Song("Intro", $"Artist {number}", $"id{number}"))]);

        var message = Assert.Throws<SongProtocolException>(() => catalogue.Find("intro")).Message;

        Assert.Equal(10, message.Split("Intro - Artist").Length - 1);
        Assert.Equal(more, message.Contains("and 1 more", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Cruel Sumer", "Cruel Summer")]
    [InlineData("Cruelsummer", "Cruel Summer")]
    [InlineData("Curel Summer", "Cruel Summer")]
    [InlineData("Cruel Summer - Tailor Swift", "Cruel Summer - Taylor Swift")]
    [InlineData("Golde", "Golden")]
    [InlineData("Gold", null)]
    [InlineData("Bohemian Rhapsody", null)]
    public void Find_suggests_the_closest_name(string name, string? suggestion)
    {
        var catalogue = Of(Song("Cruel Summer", "Taylor Swift"), Song("Golden", "HUNTRX"));

        var refusal = Assert.Throws<SongProtocolException>(() => catalogue.Find(name));

        Assert.Equal(SongErrorCodes.SongNotFound, refusal.Code);
        Assert.Equal($"There is no song '{name}'. {(suggestion is null ? "What there is, 'songs' lists." : $"Did you mean '{suggestion}'?")}", refusal.Message);
    }

    [Theory]
    [InlineData("  Déjà  Vu’s ", "DEJA VU'S")]
    [InlineData("Straße – Ærø", "STRASSE - AERO")]
    [InlineData("ΟΔΟΣ οδός", "ΟΔΟΣ ΟΔΟΣ")]
    [InlineData("\u0301", "\u0301")]
    [InlineData("\ufffe", "\ufffd")]
    [InlineData(" \t", "")]
    public void Fold_leaves_what_a_person_would_compare(string name, string folded)
    {
        Assert.Equal(folded, SongName.Fold(name));
    }

    [Fact]
    public void Fold_takes_half_a_character_for_one_that_could_not_be_read()
    {
        Assert.Equal("A\ufffdB", SongName.Fold("a\ud83db"));
    }
}
