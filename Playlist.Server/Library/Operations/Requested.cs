using Playlist.Protocol.Songs;

namespace Playlist.Server.Library.Operations;

/// <summary>Checks what several operations are asked with.</summary>
internal static class Requested
{
    /// <exception cref="SongProtocolException"><c>bad_request</c>.</exception>
    public static string? Query(string? query) => query is null or { Length: <= SongProtocol.MaxQueryLength }
        ? query
        : throw new SongProtocolException(SongErrorCodes.BadRequest, $"'query' has {query.Length} characters, and may have {SongProtocol.MaxQueryLength}: search for fewer words.");

    /// <exception cref="SongProtocolException"><c>bad_request</c>.</exception>
    public static string Song(string? song) => string.IsNullOrWhiteSpace(song)
        ? throw new SongProtocolException(SongErrorCodes.BadRequest, "Name a song in 'song': by its id, its title, or 'Title - Artist'.")
        : song;
}
