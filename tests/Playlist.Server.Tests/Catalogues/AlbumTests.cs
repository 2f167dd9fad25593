using Playlist.Protocol.Library;
using Playlist.Server.Library;
using Playlist.Server.Songs;
using static Playlist.Server.Tests.Catalogues.TestCatalogue;

namespace Playlist.Server.Tests.Catalogues;

public sealed class AlbumTests
{
    [Fact]
    public void An_album_is_the_songs_of_one_name_and_one_album_artist_else_artist()
    {
        var catalogue = Of(
            Song(new SongTags("Second", "Taylor Swift", Album: "Lover", Track: 2, Year: 2019, Duration: 100.25), "2", "one/2.mp3"),
            Song(new SongTags("First", "Taylor Swift feat. Zoë", AlbumArtist: "taylor swift", Album: "LOVER", Track: 1, Duration: 50.5), "1", "two/1.mp3"),
            Song(new SongTags("Other", "Sorry Ghost", Album: "Lover"), "3", "three/1.mp3"),
            Song(new SongTags("None", "Taylor Swift"), "4"));

        Assert.Equal([new Album("Lover", "Sorry Ghost", null, 1, null, "3"), new Album("LOVER", "Taylor Swift", 2019, 2, 150.75, "1")], catalogue.Albums);
    }

    [Fact]
    public void Songs_of_several_artists_in_one_folder_are_one_album_without_an_artist()
    {
        var catalogue = Of(
            Song(new SongTags("A", "Ann", Album: "Hits"), "1", "Hits/1.mp3"),
            Song(new SongTags("B", "Bob", Album: "hits"), "2", "Hits/2.mp3"),
            Song(new SongTags("C", "Bob", Album: "Hits"), "3", "Bob/1.mp3"),
            Song(new SongTags("D", "Cid", Album: "Hits"), "4", "Cid/CD1/1.mp3"),
            Song(new SongTags("E", "Cid", Album: "Hits"), "5", "Cid/CD2/1.mp3"),
            Song(new SongTags("F", "Ann", Album: "Hits"), "6", "More/1.mp3"),
            Song(new SongTags("G", "Bob", Album: "Hits"), "7", "More/2.mp3"));

        Assert.Equal(
            [("Ann, Bob", null, 2), (null, "Bob", 1), (null, "Cid", 2), ("Ann, Bob", null, 2)],
            catalogue.Albums.OrderBy(album => album.Song).Select(album => (album.Artist is null ? "Ann, Bob" : null, album.Artist, album.Songs)));
    }

    [Fact]
    public void The_first_song_is_first_by_disc_and_track()
    {
        var catalogue = Of(
            Song(new SongTags("A", "Ann", Album: "Hits"), "no track"),
            Song(new SongTags("B", "Ann", Album: "Hits", Disc: 2, Track: 1), "second disc"),
            Song(new SongTags("C", "Ann", Album: "Hits", Track: 2), "first"),
            Song(new SongTags("D", "Ann", Album: "Hits", Disc: 1, Track: 3), "third"));

        Assert.Equal("first", Assert.Single(catalogue.Albums).Song);
    }

    [Fact]
    public void Artists_are_counted_with_their_songs_and_albums()
    {
        var catalogue = Of(
            Song(new SongTags("A", "Zoë", Album: "One"), "1"),
            Song(new SongTags("B", "ZOE", AlbumArtist: "Zoe", Album: "Two"), "2"),
            Song(new SongTags("C", "Ann", AlbumArtist: "Zoë", Album: "Two"), "3"),
            Song(new SongTags("D", "Bob"), "4"));

        Assert.Equal([new Artist("Ann", 1, 1), new Artist("Bob", 1, 0), new Artist("Zoë", 3, 2)], catalogue.Artists);
        Assert.Equal(["One", "Two"], catalogue.SearchAlbums(null, "zoe", All).Page.Select(album => album.Name));
        Assert.Equal(["Two"], catalogue.SearchAlbums(null, "Ann", All).Page.Select(album => album.Name));
        Assert.Empty(catalogue.SearchAlbums(null, "Bob", All).Page);
        Assert.Empty(catalogue.SearchAlbums(null, "Nobody", All).Page);
    }

    [Fact]
    public void Artists_and_albums_are_searched_the_best_match_first()
    {
        var catalogue = Of(
            Song(new SongTags("A", "Swift Boat", Album: "Lover"), "1"),
            Song(new SongTags("B", "Taylor Swift", Album: "Swift"), "2"),
            Song(new SongTags("Swift", "Swifty", Album: "Other"), "3"),
            Song(new SongTags("D", "Swift", Album: "Zoo"), "4"));

        Assert.Equal(["Swift", "Swift Boat", "Taylor Swift", "Swifty"], catalogue.SearchArtists("swift", All).Page.Select(artist => artist.Name));
        Assert.Equal(["Swift", "Lover", "Zoo", "Other"], catalogue.SearchAlbums("swift", null, All).Page.Select(album => album.Name));
        Assert.Equal((4, 1), (catalogue.SearchArtists("swift", new ListPage(3, 10)).Total, catalogue.SearchArtists("swift", new ListPage(3, 10)).Page.Count));
    }
}
