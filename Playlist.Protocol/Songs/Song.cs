namespace Playlist.Protocol.Songs;

/// <summary>A song as the server lists it (docs/song-protocol.md, section 4).</summary>
/// <param name="Id">Names this song and no other, in any request.</param>
/// <param name="Duration">In seconds.</param>
/// <param name="DuplicateOf">The id of the song that has the same tags and the same content.</param>
/// <param name="Missing"><see langword="true"/>: a playlist has it, and the library no longer does. It cannot be played.</param>
public sealed record Song(string Id, string Title, string Artist, string? Album = null, double? Duration = null, string? DuplicateOf = null, bool? Missing = null);

/// <summary>All that the server knows of a song.</summary>
/// <param name="AlbumArtist">Absent when it is the artist.</param>
/// <param name="Duration">In seconds.</param>
/// <param name="Type">The media type of its file.</param>
/// <param name="Bytes">The length of its file.</param>
/// <param name="Path">Its file within the library, with <c>/</c> between the folders.</param>
/// <param name="Added">When the library first had it.</param>
/// <param name="Plays">How often it was played.</param>
/// <param name="Cover">Whether <c>cover</c> has a picture for it.</param>
public sealed record SongDetails(
    string Id,
    string Title,
    string Artist,
    string? AlbumArtist,
    string? Album,
    int? Track,
    int? Disc,
    int? Year,
    string? Genre,
    double? Duration,
    string Type,
    long Bytes,
    string Path,
    DateTimeOffset Added,
    long Plays,
    bool Cover,
    string? DuplicateOf);

/// <summary>A request that names one song and nothing else: <c>{"id":3,"op":"song","song":"Cruel Summer"}</c>, and <c>cover</c>.</summary>
public sealed record NamedSongRequest : SongRequest
{
    /// <summary>The song's id, title, or <c>Title - Artist</c>.</summary>
    public string? Song { get; init; }
}

/// <summary><c>{"id":3,"ok":true,"song":{…}}</c></summary>
public sealed record SongDetailsReply : SongReply
{
    public SongDetails? Song { get; init; }
}
