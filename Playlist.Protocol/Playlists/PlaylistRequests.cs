using Playlist.Protocol.Library;
using Playlist.Protocol.Songs;

namespace Playlist.Protocol.Playlists;

/// <summary><c>{"id":3,"op":"playlist","playlist":"Road trip","offset":0,"limit":100}</c></summary>
public sealed record PlaylistRequest : ListRequest
{
    /// <summary>The playlist's id, or its name without regard to case.</summary>
    public string? Playlist { get; init; }
}

/// <summary><c>{"id":3,"op":"playlist.create","name":"Road trip","change":"0193…"}</c></summary>
public sealed record CreatePlaylistRequest : SongRequest
{
    /// <summary>1 to <see cref="SongProtocol.MaxPlaylistName"/> characters, unique without regard to case.</summary>
    public string? Name { get; init; }

    /// <inheritdoc cref="ChangePlaylistRequest.Change"/>
    public string? Change { get; init; }
}

/// <summary><c>{"id":3,"op":"playlist.move","playlist":"0193…","version":7,"from":4,"count":1,"to":0}</c>, and the other writes.</summary>
/// <remarks>Positions count from 0.</remarks>
public sealed record ChangePlaylistRequest : SongRequest
{
    /// <summary>The playlist's id, or its name without regard to case.</summary>
    public string? Playlist { get; init; }

    /// <summary>The version that the client has seen: the write is made only while the playlist still has it.</summary>
    public long? Version { get; init; }

    /// <summary>The client's own name for this write, 1 to 64 characters: asked for once more, because the answer was lost, it is answered and not made again.</summary>
    public string? Change { get; init; }

    /// <summary><c>playlist.rename</c>: the new name.</summary>
    public string? Name { get; init; }

    /// <summary><c>playlist.add</c>: ids, titles, or <c>Title - Artist</c>; 1 to <see cref="SongProtocol.MaxSongsPerRequest"/>.</summary>
    public IReadOnlyList<string>? Songs { get; init; }

    /// <summary><c>playlist.add</c>: where the first of them will be; absent, at the end.</summary>
    public int? At { get; init; }

    /// <summary><c>playlist.remove</c>, <c>playlist.move</c>: the first song's position.</summary>
    public int? From { get; init; }

    /// <summary><c>playlist.remove</c>, <c>playlist.move</c>: how many songs; absent, 1.</summary>
    public int? Count { get; init; }

    /// <summary><c>playlist.move</c>: the first song's position afterwards.</summary>
    public int? To { get; init; }
}
