using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Playlists;

/// <summary>Nothing was written: the playlist has another version than the one that the write was for.</summary>
/// <param name="message">The server's words, for a person.</param>
/// <param name="current">The playlist as it is: its summary, how many songs it has, and the first page of them.</param>
public sealed class PlaylistConflictException(string message, PlaylistReply current) : SongProtocolException(SongErrorCodes.Conflict, message)
{
    public PlaylistReply Current { get; } = current;
}
