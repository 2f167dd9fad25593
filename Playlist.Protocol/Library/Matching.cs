using Playlist.Protocol.Songs;

namespace Playlist.Protocol.Library;

/// <summary>What another program knows of a song, such as a line of an M3U8 file.</summary>
/// <param name="Path">Its file; only its end needs to be that of the library's.</param>
/// <param name="Duration">In seconds.</param>
public sealed record SongDescription(string? Path = null, string? Title = null, string? Artist = null, double? Duration = null);

/// <summary><c>{"id":4,"op":"match","songs":[{"path":"Lover/03 Lover.mp3","title":"Lover","artist":"Taylor Swift"}]}</c></summary>
public sealed record MatchRequest : SongRequest
{
    /// <summary>1 to <see cref="SongProtocol.MaxSongsPerRequest"/>.</summary>
    public IReadOnlyList<SongDescription>? Songs { get; init; }
}

/// <summary><c>{"id":4,"ok":true,"songs":["5d0c…",null]}</c></summary>
public sealed record MatchReply : SongReply
{
    /// <summary>The id of each song asked for, in the same order; <see langword="null"/> where none matches.</summary>
    public IReadOnlyList<string?>? Songs { get; init; }
}
