using Playlist.Protocol.Library;
using Playlist.Protocol.Songs;
using Playlist.Server.Library.Listing;
using Playlist.Server.Library.Matching;
using Playlist.Server.Library.Searching;
using Playlist.Server.Songs;

namespace Playlist.Server.Library;

/// <summary>The songs, by title, then artist, and how to find them. Never changes, but for how often they were played.</summary>
internal sealed class Catalogue
{
    private readonly SongTable _table;
    private readonly AlbumTable _albumTable;
    private readonly SearchableList<CatalogueSong> _songs;
    private readonly SearchableList<Album> _albums;
    private readonly SearchableList<Artist> _artists;
    private readonly SongOrders _orders;
    private readonly ClosestName _closest;
    private readonly SongFinder _finder;
    private readonly SongMatcher _matcher;

    public Catalogue(IReadOnlyCollection<LibrarySong> songs, TimeProvider? time = null)
    {
        _table = new(songs, out var titles);
        _albumTable = new(_table);
        _songs = ListIndexes.OfSongs(_table, _albumTable, titles);
        _albums = ListIndexes.OfAlbums(_table, _albumTable);
        _artists = ListIndexes.OfArtists(_table, _albumTable);
        _orders = new(_table, _albumTable, _songs.ByName, time ?? TimeProvider.System);
        _closest = new(_table, titles);
        _finder = new(_table, _songs, _closest);
        _matcher = new(_table.Songs, _finder);
    }

    public IReadOnlyList<CatalogueSong> Songs => _songs.Items;

    public IReadOnlyList<Artist> Artists => _artists.Items;

    public IReadOnlyList<Album> Albums => _albums.Items;

    /// <returns>The song, or <see langword="null"/> when the library does not have it (any more).</returns>
    public CatalogueSong? FindById(string id) => _finder.ById(id);

    /// <param name="name">A song's id, its title, or <c>Title - Artist</c>.</param>
    /// <exception cref="SongProtocolException"><c>song_not_found</c>, <c>ambiguous_song</c>.</exception>
    public CatalogueSong Find(string name) => _finder.ByName(name);

    /// <returns>The song that another program means, or <see langword="null"/> when none or several may be meant.</returns>
    public CatalogueSong? Match(SongDescription description) => _matcher.Find(description);

    /// <param name="request">Only its query, filters and sort are looked at.</param>
    public Found<CatalogueSong> Search(SongsRequest request, ListPage page)
    {
        var sort = request.Sort ?? (string.IsNullOrWhiteSpace(request.Query) ? SongSorts.Title : SongSorts.Match);
        return _songs.Search(request.Query, _orders.By(sort), Where(request), sort == SongSorts.Match, page);
    }

    /// <returns>A query close to the request's that does have matches, where that one has none.</returns>
    public string? DidYouMean(SongsRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Query))
        {
            return null;
        }

        string?[] suggestions = [Suggestion.For(_songs, request.Query), _closest.To(SongName.Fold(request.Query))];
        return Array.Find(suggestions, suggestion => suggestion is { Length: <= SongProtocol.MaxQueryLength } && Search(request with { Query = suggestion }, new ListPage(0, 1)).Total > 0);
    }

    public Found<Artist> SearchArtists(string? query, ListPage page) => _artists.Search(query, _artists.ByName, null, bestFirst: true, page);

    /// <param name="artist">Only albums with a song by this artist; absent, all.</param>
    public Found<Album> SearchAlbums(string? query, string? artist, ListPage page)
    {
        if (artist is null)
        {
            return _albums.Search(query, _albums.ByName, null, bestFirst: true, page);
        }

        var by = _table.Artists.Find(SongName.Fold(artist));
        var albums = _songs.ByName.Where(number => _table.IsBy(number, by)).Select(number => _albumTable.AlbumOf[number]).ToHashSet();
        return _albums.Search(query, _albums.ByName, albums.Contains, bestFirst: true, page);
    }

    private Func<int, bool>? Where(SongsRequest request)
    {
        if (request is { Artist: null, Album: null, Genre: null })
        {
            return null;
        }

        var artist = Number(request.Artist, _table.Artists);
        var album = Number(request.Album, _albumTable.Names);
        var genre = Number(request.Genre, _table.Genres);
        return number => (artist is not { } by || _table.IsBy(number, by))
            && (album is not { } name || (_albumTable.AlbumOf[number] is var of and not NameTable.None && _albumTable.NameOf[of] == name))
            && (genre is not { } kind || _table.Genre[number] == kind);

        static int? Number(string? name, NameTable names) => name is null ? null : names.Find(SongName.Fold(name));
    }
}
