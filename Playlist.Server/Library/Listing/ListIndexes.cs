using Playlist.Protocol.Library;
using Playlist.Server.Library.Searching;

namespace Playlist.Server.Library.Listing;

/// <summary>Makes the lists searchable: which of an item's names is how good a place to find a word in.</summary>
internal static class ListIndexes
{
    public static SearchableList<CatalogueSong> OfSongs(SongTable songs, AlbumTable albums, string[] titles)
    {
        var builder = new WordIndexBuilder();
        var (artists, albumNames, genres) = (WordsOf(builder, songs.Artists), WordsOf(builder, albums.Names), WordsOf(builder, songs.Genres));
        for (var number = 0; number < titles.Length; number++)
        {
            builder.Add(number, WordIndex.MaxField, builder.WordsOf(titles[number]));
            builder.Add(number, 2, Of(artists, songs.Artist[number]));
            builder.Add(number, 2, Of(artists, songs.AlbumArtist[number]));
            builder.Add(number, 1, albums.AlbumOf[number] is var album and not NameTable.None ? albumNames[albums.NameOf[album]] : []);
            builder.Add(number, 0, Of(genres, songs.Genre[number]));
        }

        return new(songs.Songs, song => song.Tags.Title, builder.Build());
    }

    public static SearchableList<Album> OfAlbums(SongTable songs, AlbumTable albums)
    {
        var builder = new WordIndexBuilder();
        for (var number = 0; number < albums.Albums.Length; number++)
        {
            builder.Add(number, WordIndex.MaxField, builder.WordsOf(albums.Names.Folded[albums.NameOf[number]]));
            builder.Add(number, 2, albums.Artists[number] is var artist and not NameTable.None ? builder.WordsOf(songs.Artists.Folded[artist]) : []);
        }

        return new(albums.Albums, album => album.Name, builder.Build());
    }

    public static SearchableList<Artist> OfArtists(SongTable songs, AlbumTable albums)
    {
        var songCounts = new int[songs.Artists.Count];
        var albumCounts = new int[songs.Artists.Count];
        var counted = new HashSet<(int Artist, int Album)>();
        for (var number = 0; number < songs.Songs.Length; number++)
        {
            Count(number, songs.Artist[number]);
            if (songs.AlbumArtist[number] != songs.Artist[number])
            {
                Count(number, songs.AlbumArtist[number]);
            }
        }

        var builder = new WordIndexBuilder();
        for (var artist = 0; artist < songs.Artists.Count; artist++)
        {
            builder.Add(artist, WordIndex.MaxField, builder.WordsOf(songs.Artists.Folded[artist]));
        }

        return new([.. songs.Artists.Spelled.Select((name, artist) => new Artist(name, songCounts[artist], albumCounts[artist]))], artist => artist.Name, builder.Build());

        void Count(int number, int artist)
        {
            if (artist != NameTable.None)
            {
                songCounts[artist]++;
                albumCounts[artist] += albums.AlbumOf[number] is var album and not NameTable.None && counted.Add((artist, album)) ? 1 : 0;
            }
        }
    }

    private static int[][] WordsOf(WordIndexBuilder builder, NameTable names) => [.. names.Folded.Select(builder.WordsOf)];

    private static int[] Of(int[][] words, int name) => name == NameTable.None ? [] : words[name];
}
