using Playlist.Protocol.Updates;

namespace Playlist.Notifier.NewMusic;

/// <param name="Album">When it is about one.</param>
internal sealed record Announcement(string Message, string? Album, IReadOnlyList<NewSong> Songs);

/// <summary>What an artist's followers are to be told of the artist's new songs, now.</summary>
/// <param name="HeldBack">Songs that are beyond the day's limit.</param>
internal sealed record ArtistNews(IReadOnlyList<Announcement> Announcements, IReadOnlyList<NewSong> HeldBack)
{
    /// <param name="songs">Of one artist, in the order in which they came.</param>
    /// <param name="toldToday">How many updates about new music the artist has had on this day.</param>
    /// <param name="toldAlbums">The albums that they were about, of the last 24 hours.</param>
    public static ArtistNews Of(IReadOnlyList<NewSong> songs, int toldToday, IReadOnlySet<string> toldAlbums, NewMusicOptions options, DateTimeOffset now)
    {
        var today = DayOf(now);
        var announcements = new List<Announcement>();
        var heldBack = new List<NewSong>();
        if (songs.Where(song => song.HeldBack < today).ToList() is { Count: > 0 } older)
        {
            Tell(Digest(older));
        }

        foreach (var announcement in Announce(Due(songs.Where(song => song.HeldBack is null).ToList(), options, now), toldAlbums))
        {
            Tell(announcement);
        }

        return new ArtistNews(announcements, heldBack);

        void Tell(Announcement announcement)
        {
            if (toldToday + announcements.Count < options.MaxPerArtistAndDay)
            {
                announcements.Add(announcement);
            }
            else
            {
                heldBack.AddRange(announcement.Songs);
            }
        }
    }

    /// <summary>When an artist is to be looked at.</summary>
    /// <param name="first">When the first of the songs that are not held back came.</param>
    /// <param name="last">When the last of them came.</param>
    public static DateTimeOffset DueAt(DateTimeOffset first, DateTimeOffset last, NewMusicOptions options) =>
        Earlier(last + options.QuietPeriod, first + options.MaxWait);

    /// <summary>When songs that were held back are told of: the begin of the next day.</summary>
    public static DateTimeOffset DueAt(DateOnly heldBack) => new(heldBack.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);

    public static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);

    /// <summary>Those that wait no longer: all when it is quiet, and otherwise whole albums as far as possible.</summary>
    private static List<NewSong> Due(List<NewSong> songs, NewMusicOptions options, DateTimeOffset now)
    {
        if (songs.Count == 0 || now < DueAt(songs[0].Came, songs[^1].Came, options))
        {
            return [];
        }

        return songs[^1].Came + options.QuietPeriod <= now ? songs : [.. songs.GroupBy(song => song.Album).Where(album => now >= DueAt(album.First().Came, album.Last().Came, options)).SelectMany(album => album)];
    }

    private static IEnumerable<Announcement> Announce(List<NewSong> songs, IReadOnlySet<string> toldAlbums)
    {
        var albums = songs.GroupBy(song => song.Album).Where(album => album.Key is not null && album.Count() > 1).Select(album => new { Name = album.Key!, Songs = album.ToList() }).ToList();
        foreach (var album in albums)
        {
            var (start, end) = toldAlbums.Contains(album.Name) ? ($"{album.Songs.Count} new songs on ", "") : ("New album: ", $", {album.Songs.Count} songs");
            yield return new Announcement(start + CleanText.Shorten(album.Name, UpdateText.MaxMessageLength - start.Length - end.Length) + end, album.Name, album.Songs);
        }

        var others = songs.Except(albums.SelectMany(album => album.Songs)).ToList();
        if (others.Count > 0)
        {
            yield return new Announcement(List(others.Count == 1 ? "New song: " : $"{others.Count} new songs: ", others), Album: null, others);
        }
    }

    private static Announcement Digest(List<NewSong> songs) =>
        new(List(songs.Count == 1 ? "1 more new song: " : $"{songs.Count} more new songs: ", songs), Album: null, songs);

    /// <summary>Names the songs, or the album of several.</summary>
    private static string List(string start, List<NewSong> songs)
    {
        var several = songs.GroupBy(song => song.Album).Where(album => album.Key is not null && album.Count() > 1).Select(album => album.Key).ToHashSet();
        var names = songs.Select(song => several.Contains(song.Album) ? song.Album! : song.Title).Distinct().ToList();
        return CleanText.List(start, names, UpdateText.MaxMessageLength);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
