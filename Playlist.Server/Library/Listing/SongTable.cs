namespace Playlist.Server.Library.Listing;

/// <summary>The songs by title, then artist, and what they are filtered by: each song's number is its place.</summary>
internal sealed class SongTable
{
    /// <param name="titles">Each song's title, folded: it takes much room, and only those who build indexes need it.</param>
    public SongTable(IReadOnlyCollection<LibrarySong> songs, out string[] titles)
    {
        Artists = new(songs.SelectMany(song => new[] { song.Tags.Artist, song.Tags.AlbumArtist }));
        Genres = new(songs.Select(song => song.Tags.Genre));
        var titled = songs.Select(song => (Title: SongName.Fold(song.Tags.Title), Artist: Artists.NumberOf(song.Tags.Artist), Song: song)).ToArray();
        Array.Sort(titled, (one, other) =>
            string.CompareOrdinal(one.Title, other.Title) is var byTitle and not 0 ? byTitle
            : one.Artist != other.Artist ? one.Artist.CompareTo(other.Artist)
            : string.CompareOrdinal(one.Song.Id, other.Song.Id));

        titles = Array.ConvertAll(titled, song => song.Title);
        Songs = Array.ConvertAll(titled, song => new CatalogueSong(song.Song));
        Artist = Array.ConvertAll(titled, song => song.Artist);
        AlbumArtist = Array.ConvertAll(titled, song => Artists.NumberOf(song.Song.Tags.AlbumArtist));
        Genre = Array.ConvertAll(titled, song => Genres.NumberOf(song.Song.Tags.Genre));
    }

    public CatalogueSong[] Songs { get; }

    public NameTable Artists { get; }

    public NameTable Genres { get; }

    /// <summary>Each song's, in <see cref="Artists"/>.</summary>
    public int[] Artist { get; }

    public int[] AlbumArtist { get; }

    /// <summary>Each song's, in <see cref="Genres"/>.</summary>
    public int[] Genre { get; }

    public bool IsBy(int number, int artist) => Artist[number] == artist || AlbumArtist[number] == artist;
}
