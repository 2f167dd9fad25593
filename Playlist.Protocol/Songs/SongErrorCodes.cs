namespace Playlist.Protocol.Songs;

/// <summary>The closed list of error codes (docs/song-protocol.md, section 6).</summary>
public static class SongErrorCodes
{
    public const string BadRequest = "bad_request";
    public const string UnknownOp = "unknown_op";
    public const string IdInUse = "id_in_use";
    public const string SongNotFound = "song_not_found";
    public const string AmbiguousSong = "ambiguous_song";
    public const string BadRange = "bad_range";
    public const string Changed = "changed";
    public const string TooManyStreams = "too_many_streams";
    public const string GoingAway = "going_away";
    public const string CoverNotFound = "cover_not_found";
    public const string PlaylistNotFound = "playlist_not_found";
    public const string PlaylistExists = "playlist_exists";
    public const string PlaylistFull = "playlist_full";
    public const string Conflict = "conflict";
    public const string StorageUnavailable = "storage_unavailable";
    public const string InternalError = "internal_error";

    // The connection is closed after these.
    public const string LineTooLong = "line_too_long";
    public const string LineTimeout = "line_timeout";
    public const string IdleTimeout = "idle_timeout";
    public const string WriteTimeout = "write_timeout";
    public const string TooManyConnections = "too_many_connections";
    public const string TooManyConnectionsFromAddress = "too_many_connections_from_address";
}
