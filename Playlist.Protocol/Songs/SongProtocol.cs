namespace Playlist.Protocol.Songs;

/// <summary>The numbers and names of the song protocol, version 1 (docs/song-protocol.md).</summary>
public static class SongProtocol
{
    public const int Version = 1;

    public const int DefaultPort = 5001;

    /// <summary>The longest line a client may send, in bytes, without its line end.</summary>
    public const int MaxRequestLineBytes = 16 * 1024;

    /// <summary>The longest line a server may send, in bytes, without its line end.</summary>
    public const int MaxReplyLineBytes = 1024 * 1024;

    /// <summary>How deep the objects and arrays of a line may nest.</summary>
    public const int MaxDepth = 16;

    /// <summary>The most audio bytes that may follow one audio line.</summary>
    public const int MaxAudioBytes = 1024 * 1024;

    /// <summary>The greatest request id: the greatest integer that every JSON implementation keeps exactly.</summary>
    public const long MaxId = (1L << 53) - 1;

    /// <summary>The most a reply lists (songs, artists, albums, playlists), and what a request without <c>limit</c> gets.</summary>
    public const int MaxListLimit = 1000;
    public const int DefaultListLimit = 100;

    /// <summary>The longest query that is searched for, in UTF-16 code units.</summary>
    public const int MaxQueryLength = 500;

    /// <summary>The most songs that one <c>playlist.add</c> or <c>match</c> may name.</summary>
    public const int MaxSongsPerRequest = 500;

    /// <summary>The most songs in one playlist, and the longest name of one, in UTF-16 code units.</summary>
    public const int MaxPlaylistSongs = 10_000;
    public const int MaxPlaylistName = 200;
}

/// <summary>What a client can ask for (docs/song-protocol.md, section 4).</summary>
public static class SongOps
{
    public const string Hello = "hello";
    public const string Ping = "ping";
    public const string Songs = "songs";
    public const string Play = "play";
    public const string Stop = "stop";
    public const string Song = "song";
    public const string Artists = "artists";
    public const string Albums = "albums";
    public const string Cover = "cover";
    public const string Match = "match";
    public const string Library = "library";
    public const string SkippedFiles = "library.skipped";
    public const string Playlists = "playlists";
    public const string Playlist = "playlist";
    public const string CreatePlaylist = "playlist.create";
    public const string RenamePlaylist = "playlist.rename";
    public const string DeletePlaylist = "playlist.delete";
    public const string AddToPlaylist = "playlist.add";
    public const string RemoveFromPlaylist = "playlist.remove";
    public const string MoveInPlaylist = "playlist.move";
}

/// <summary>The orders in which <c>songs</c> lists (docs/song-protocol.md, section 4).</summary>
public static class SongSorts
{
    /// <summary>The best match first; the default of a request with a query.</summary>
    public const string Match = "match";

    /// <summary>By title, then artist; the default of a request without a query.</summary>
    public const string Title = "title";

    /// <summary>By artist, then album, disc and track.</summary>
    public const string Artist = "artist";

    /// <summary>By album, then disc and track.</summary>
    public const string Album = "album";

    /// <summary>The most played first.</summary>
    public const string Plays = "plays";

    /// <summary>The latest added first.</summary>
    public const string Newest = "newest";
}
