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

    /// <summary>The most songs one <c>songs</c> reply lists, and what a request without <c>limit</c> gets.</summary>
    public const int MaxSongsLimit = 1000;
    public const int DefaultSongsLimit = 100;
}

/// <summary>What a client can ask for (docs/song-protocol.md, section 4).</summary>
public static class SongOps
{
    public const string Hello = "hello";
    public const string Ping = "ping";
    public const string Songs = "songs";
    public const string Play = "play";
    public const string Stop = "stop";
}
