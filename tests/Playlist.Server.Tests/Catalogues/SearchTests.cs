using Microsoft.Extensions.Time.Testing;
using Playlist.Protocol.Library;
using Playlist.Protocol.Songs;
using Playlist.Server.Library;
using Playlist.Server.Songs;
using static Playlist.Server.Tests.Catalogues.TestCatalogue;

namespace Playlist.Server.Tests.Catalogues;

public sealed class SearchTests
{
    [Theory]
    [InlineData("cruel")]
    [InlineData("SUMMER, cruel!")]
    [InlineData("cru")]
    [InlineData("swift summer")]
    [InlineData("lover")]
    [InlineData("electro")]
    [InlineData("various")]
    [InlineData("summmer")]
    [InlineData("sumer")]
    [InlineData("summor")]
    [InlineData("sumemr")]
    [InlineData("umm", false)]
    [InlineData("cruel winter", false)]
    [InlineData("summre cruel golden", false)]
    [InlineData("crul", false)]
    [InlineData("sommor", false)]
    public void Search_finds_words_that_are_the_same_begin_so_or_are_one_letter_off(string query, bool found = true)
    {
        var catalogue = Of(Song(new SongTags("Cruel Summer", "Taylor Swift", AlbumArtist: "Various", Album: "Lover", Genre: "Electronic"), "1"), Song("Golden", id: "2"));

        Assert.Equal(found ? ["1"] : [], catalogue.Ids(query));
    }

    [Theory]
    [InlineData("elecronic mu")]
    [InlineData("electrnoic")]
    [InlineData("elactro")]
    public void Search_allows_a_letter_off_in_the_beginning_of_a_longer_word(string query)
    {
        Assert.Equal(["1"], Of(Song("Electronic Music", id: "1"), Song("Golden")).Ids(query));
    }

    [Theory]
    [InlineData("acdc")]
    [InlineData("ac/dc")]
    [InlineData("dc")]
    [InlineData("its")]
    [InlineData("it's")]
    [InlineData("rem")]
    [InlineData("R.E.M.")]
    [InlineData("- its -")]
    [InlineData("bjork")]
    [InlineData("駆ける")]
    public void Search_overlooks_punctuation_and_accents(string query)
    {
        Assert.Equal(["1"], Of(Song("It’s AC/DC, R.E.M. & Bjørk 夜に駆ける", id: "1"), Song("Golden")).Ids(query));
    }

    [Fact]
    public void Search_takes_punctuation_for_a_word_where_there_is_nothing_else()
    {
        var catalogue = Of(Song("!!!", id: "1"), Song("???", id: "2"), Song("🎵 !!!", id: "3"));

        Assert.Equal(["1", "3"], catalogue.Ids("!!!"));
        Assert.Equal(["3"], catalogue.Ids("🎵"));
    }

    [Fact]
    public void Search_puts_the_whole_title_before_how_the_words_match_before_where()
    {
        var catalogue = Of(
            Song(new SongTags("A", "A", Genre: "Lover"), "same in genre"),
            Song(new SongTags("B", "A", Album: "Lover"), "same in album"),
            Song("C", "Lover", "same in artist"),
            Song("Lover Again", id: "same in title", plays: 9),
            Song("Lover", id: "whole title"),
            Song("Lovers", id: "begins", plays: 99),
            Song("Loved", id: "one off", plays: 999));

        Assert.Equal(["whole title", "same in title", "same in artist", "same in album", "same in genre", "begins", "one off"], catalogue.Ids("lover"));
    }

    [Fact]
    public void Search_puts_the_most_played_first_among_equals_and_then_goes_by_title()
    {
        var catalogue = Of(Song("Song B"), Song("Song A"), Song("Song C", plays: 1), Song("Song D", plays: 2));

        Assert.Equal(["Song D", "Song C", "Song A", "Song B"], catalogue.Ids("song"));
    }

    [Fact]
    public void Search_follows_plays_after_a_second()
    {
        var time = new FakeTimeProvider();
        var song = Song("B");
        var catalogue = new Catalogue([Song("A"), song], time);
        var byPlays = new SongsRequest { Sort = SongSorts.Plays };
        Assert.Equal(["A", "B"], catalogue.Ids(byPlays));

        song.Played();

        Assert.Equal(["A", "B"], catalogue.Ids(byPlays));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["B", "A"], catalogue.Ids(byPlays));
    }

    [Theory]
    [InlineData(SongSorts.Title, "no album, old, late, early, second")]
    [InlineData(SongSorts.Artist, "early, late, second, old, no album")]
    [InlineData(SongSorts.Album, "old, early, late, second, no album")]
    [InlineData(SongSorts.Plays, "late, old, no album, early, second")]
    [InlineData(SongSorts.Newest, "early, no album, old, late, second")]
    [InlineData(SongSorts.Match, "late, old, no album, early, second")]
    public void Search_sorts(string sort, string expected)
    {
        var catalogue = Of(
            Song(new SongTags("E", "Ann", Album: "Lover", Disc: 2, Track: 1), "second"),
            Song(new SongTags("c", "ann", Album: "Lover", Track: 2), "late", plays: 2),
            Song(new SongTags("D", "Ann", Album: "Lover", Disc: 1, Track: 1), "early", added: DateTimeOffset.UnixEpoch),
            Song(new SongTags("A", "Zoë"), "no album"),
            Song(new SongTags("B", "Bob", Album: "Fame"), "old", plays: 1));

        Assert.Equal(expected, string.Join(", ", catalogue.Ids(new SongsRequest { Sort = sort })));
    }

    [Fact]
    public void Search_filters_by_whole_names()
    {
        var catalogue = Of(
            Song(new SongTags("A", "Zoë", Album: "Lover", Genre: "Pop"), "1"),
            Song(new SongTags("B", "Ann", AlbumArtist: "ZOE", Album: "Lover", Genre: "Rock"), "2"),
            Song(new SongTags("C", "Zoë Two", Album: "Lover 2", Genre: "Pop"), "3"));

        Assert.Equal(["1", "2"], catalogue.Ids(new SongsRequest { Artist = " zoe " }));
        Assert.Equal(["1", "2"], catalogue.Ids(new SongsRequest { Album = "LOVER" }));
        Assert.Equal(["1", "3"], catalogue.Ids(new SongsRequest { Genre = "pop" }));
        Assert.Equal(["1"], catalogue.Ids(new SongsRequest { Artist = "zoe", Album = "lover", Genre = "pop" }));
        Assert.Equal(["2"], catalogue.Ids(new SongsRequest { Query = "b", Artist = "zoe" }));
        Assert.Empty(catalogue.Ids(new SongsRequest { Artist = "zo" }));
        Assert.Empty(catalogue.Ids(new SongsRequest { Genre = "" }));
    }

    [Theory]
    [InlineData("cruel sumar", "cruel summer")]
    [InlineData("crul sumar", "cruel summer")]
    [InlineData("loer swit", "lover swift")]
    [InlineData("cruelsumer", "Cruel Summer")]
    [InlineData("golden winter", null)]
    [InlineData("bohemian rhapsody", null)]
    [InlineData("cruel", null)]
    [InlineData("", null)]
    [InlineData("x", null)]
    public void DidYouMean_is_a_close_query_that_has_matches(string query, string? expected)
    {
        var catalogue = Of(Song("Cruel Summer", "Taylor Swift"), Song("Lover", "Taylor Swift"), Song("Golden", "HUNTRX"), Song("Curl"));
        var request = new SongsRequest { Query = query };

        var suggestion = catalogue.Search(request, All).Total == 0 ? catalogue.DidYouMean(request) : null;

        Assert.Equal(expected, suggestion);
    }

    [Fact]
    public void DidYouMean_heeds_the_filters()
    {
        var catalogue = Of(Song("Cruel Summer", "Taylor Swift"), Song("Golden", "HUNTRX"));

        Assert.Equal("cruel", catalogue.DidYouMean(new SongsRequest { Query = "kruell", Artist = "Taylor Swift" }));
        Assert.Null(catalogue.DidYouMean(new SongsRequest { Query = "kruell", Artist = "HUNTRX" }));
    }

    [Fact]
    public void Pages_begin_at_the_offset_and_end_at_the_limit()
    {
        var catalogue = Of([.. Enumerable.Range(0, 10).Select(number => Song($"Song {number}"))]);

        foreach (var query in new[] { null, "song" })
        {
            var (total, page) = catalogue.Search(new SongsRequest { Query = query }, new ListPage(8, 2));
            Assert.Equal(10, total);
            Assert.Equal(["Song 8", "Song 9"], page.Select(song => song.Id));
            Assert.Equal("Song 9", Assert.Single(catalogue.Search(new SongsRequest { Query = query }, new ListPage(9, 2)).Page).Id);
            Assert.Empty(catalogue.Search(new SongsRequest { Query = query }, new ListPage(10, 2)).Page);
            Assert.Empty(catalogue.Search(new SongsRequest { Query = query }, new ListPage(int.MaxValue, 1000)).Page);
        }
    }

    [Fact]
    public void An_empty_library_has_nothing()
    {
        var catalogue = Of();

        Assert.Empty(catalogue.Ids((string?)null));
        Assert.Empty(catalogue.Ids("lover"));
        Assert.Null(catalogue.DidYouMean(new SongsRequest { Query = "lover" }));
        Assert.Empty(catalogue.SearchArtists("a", All).Page);
        Assert.Empty(catalogue.SearchAlbums(null, "a", All).Page);
        Assert.Null(catalogue.Match(new SongDescription("a.mp3", "A")));
        Assert.Throws<SongProtocolException>(() => catalogue.Find("lover"));
    }
}
