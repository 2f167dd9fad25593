using Playlist.Protocol.Songs;

namespace Playlist.Server.Library.Listing;

/// <summary>The songs' numbers in each order in which they can be listed, worked out when they are first asked for.</summary>
internal sealed class SongOrders
{
    // Plays are counted all the time: sorting them for each request would take longer than the request.
    private static readonly TimeSpan PlaysAge = TimeSpan.FromSeconds(1);

    private readonly CatalogueSong[] _songs;
    private readonly TimeProvider _time;
    private readonly int[] _byTitle;
    private readonly Lazy<int[]> _byArtist;
    private readonly Lazy<int[]> _byAlbum;
    private readonly Lazy<int[]> _newestFirst;
    private volatile Counted? _byPlays;

    public SongOrders(SongTable songs, AlbumTable albums, int[] byTitle, TimeProvider time)
    {
        (_songs, _byTitle, _time) = (songs.Songs, byTitle, time);
        // What has no artist or album comes last.
        _byArtist = new(() => [.. byTitle.OrderBy(number => (uint)songs.Artist[number]).ThenBy(number => (uint)albums.AlbumOf[number]).ThenBy(Place)]);
        _byAlbum = new(() => [.. byTitle.OrderBy(number => (uint)albums.AlbumOf[number]).ThenBy(Place)]);
        _newestFirst = new(() => [.. byTitle.OrderByDescending(number => _songs[number].Library.Added)]);

        (int, int) Place(int number) => AlbumTable.Place(_songs[number]);
    }

    /// <param name="sort">One of <see cref="SongSorts"/>; after <c>match</c> it is by plays.</param>
    public int[] By(string sort) => sort switch
    {
        SongSorts.Title => _byTitle,
        SongSorts.Artist => _byArtist.Value,
        SongSorts.Album => _byAlbum.Value,
        SongSorts.Newest => _newestFirst.Value,
        _ => ByPlays(),
    };

    private int[] ByPlays()
    {
        var counted = _byPlays;
        if (counted is null || _time.GetElapsedTime(counted.At) >= PlaysAge)
        {
            var at = _time.GetTimestamp();
            var plays = Array.ConvertAll(_songs, song => song.Library.Plays);
            // Most have never been played, and need no sorting.
            int[] order = [.. _byTitle.Where(number => plays[number] > 0).OrderByDescending(number => plays[number]), .. _byTitle.Where(number => plays[number] <= 0)];
            _byPlays = counted = new(order, at);
        }

        return counted.Order;
    }

    private sealed record Counted(int[] Order, long At);
}
