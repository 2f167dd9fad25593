using Playlist.Protocol.Library;
using Playlist.Server.Library;
using Playlist.Server.Songs;

namespace Playlist.Server.Tests.Catalogues;

/// <summary>Makes songs and asks for them in few words.</summary>
internal static class TestCatalogue
{
    public static readonly ListPage All = new(0, int.MaxValue);

    /// <summary>A song whose id is its title, unless another is given.</summary>
    public static LibrarySong Song(string title, string artist = "Artist", string? id = null, string? path = null, int plays = 0, string? duplicateOf = null, DateTimeOffset added = default) =>
        Song(new SongTags(title, artist), id, path, plays, duplicateOf, added);

    public static LibrarySong Song(SongTags tags, string? id = null, string? path = null, int plays = 0, string? duplicateOf = null, DateTimeOffset added = default) =>
        new(id ?? tags.Title, tags, path ?? $"{id ?? tags.Title}.mp3", 1, added, duplicateOf) { Plays = plays };

    public static Catalogue Of(params LibrarySong[] songs) => new(songs);

    public static string[] Ids(this Catalogue catalogue, SongsRequest request) => [.. catalogue.Search(request, All).Page.Select(song => song.Id)];

    public static string[] Ids(this Catalogue catalogue, string? query) => catalogue.Ids(new SongsRequest { Query = query });
}
