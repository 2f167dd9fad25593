using System.Text.Json.Serialization;
using Playlist.Protocol.Songs;

namespace Playlist.Protocol.Library;

/// <summary>A request for a page of a list: <c>{"id":3,"op":"playlists","offset":100,"limit":50}</c></summary>
public record ListRequest : SongRequest
{
    /// <summary>How many to leave out first; absent, 0.</summary>
    public int? Offset { get; init; }

    /// <summary>1 to <see cref="SongProtocol.MaxListLimit"/>; absent, <see cref="SongProtocol.DefaultListLimit"/>.</summary>
    public int? Limit { get; init; }
}

/// <summary>A page of a list.</summary>
public record ListReply : SongReply
{
    /// <summary>How many there are in all.</summary>
    [JsonPropertyOrder(-1)]
    public int? Total { get; init; }

    [JsonPropertyOrder(-1)]
    public int? Offset { get; init; }
}

/// <summary><c>{"id":3,"op":"songs","query":"summer","artist":"Taylor Swift","sort":"plays","offset":0,"limit":50}</c></summary>
public sealed record SongsRequest : ListRequest
{
    public string? Query { get; init; }

    /// <summary>Only songs of this artist or album artist.</summary>
    public string? Artist { get; init; }

    public string? Album { get; init; }

    public string? Genre { get; init; }

    /// <summary>One of <see cref="SongSorts"/>.</summary>
    public string? Sort { get; init; }
}

/// <summary><c>{"id":3,"ok":true,"total":7,"offset":0,"songs":[…]}</c></summary>
public sealed record SongsReply : ListReply
{
    public IReadOnlyList<Song>? Songs { get; init; }

    /// <summary>A query that has matches, when this one has none.</summary>
    public string? DidYouMean { get; init; }
}

/// <summary><c>{"id":3,"op":"artists","query":"swift"}</c></summary>
public sealed record ArtistsRequest : ListRequest
{
    public string? Query { get; init; }
}

/// <summary><c>{"name":"Taylor Swift","songs":2,"albums":1}</c></summary>
public sealed record Artist(string Name, int Songs, int Albums);

/// <summary><c>{"id":3,"ok":true,"total":3,"offset":0,"artists":[…]}</c></summary>
public sealed record ArtistsReply : ListReply
{
    public IReadOnlyList<Artist>? Artists { get; init; }
}

/// <summary><c>{"id":3,"op":"albums","artist":"Taylor Swift"}</c></summary>
public sealed record AlbumsRequest : ListRequest
{
    public string? Query { get; init; }

    public string? Artist { get; init; }
}

/// <summary><c>{"name":"Lover","artist":"Taylor Swift","year":2019,"songs":18,"duration":3704.1,"song":"5d0c…"}</c></summary>
/// <param name="Artist">The album artist, or the artist of all its songs; absent when there are several.</param>
/// <param name="Duration">Of all its songs, in seconds.</param>
/// <param name="Song">The id of its first song, whose cover is the album's.</param>
public sealed record Album(string Name, string? Artist, int? Year, int Songs, double? Duration, string Song);

/// <summary><c>{"id":3,"ok":true,"total":3,"offset":0,"albums":[…]}</c></summary>
public sealed record AlbumsReply : ListReply
{
    public IReadOnlyList<Album>? Albums { get; init; }
}

/// <summary><c>{"id":5,"ok":true,"type":"image/jpeg","bytes":48213,"etag":"9f…"}</c>; the picture's bytes follow as a stream.</summary>
public sealed record CoverReply : SongReply
{
    public string? Type { get; init; }

    public long? Bytes { get; init; }

    public string? Etag { get; init; }
}
