using System.Text.Json.Serialization;

namespace Playlist.Protocol.Songs;

/// <summary>What every line of a server has (docs/song-protocol.md, section 3).</summary>
/// <remarks>Of <see cref="Ok"/>, <see cref="Audio"/> and <see cref="End"/> exactly one is there, and tells what the line is.</remarks>
public record SongReply
{
    /// <summary>The request's id; absent in the rare error that belongs to no request.</summary>
    [JsonPropertyOrder(-3)]
    public long? Id { get; init; }

    /// <summary>A reply: whether the request succeeded.</summary>
    [JsonPropertyOrder(-2)]
    public bool? Ok { get; init; }

    /// <summary>Why it did not; also in an <c>end</c> line, when the stream broke off.</summary>
    [JsonPropertyOrder(-1)]
    public SongError? Error { get; init; }

    /// <summary>Audio: how many raw bytes follow this line.</summary>
    [JsonPropertyOrder(-2)]
    public int? Audio { get; init; }

    /// <summary>The end of a stream.</summary>
    [JsonPropertyOrder(-2)]
    public bool? End { get; init; }
}

/// <summary><c>{"code":"song_not_found","message":"There is no song 'Cruel Sumer'. Did you mean 'Cruel Summer'?"}</c></summary>
/// <param name="Code">For a program: one of <see cref="SongErrorCodes"/>.</param>
/// <param name="Message">For a person: what is wrong and what to do.</param>
public sealed record SongError(string Code, string Message);

/// <summary><c>{"id":1,"ok":true,"server":"Playlist.Server/0.1.0","version":1,"ops":["hello",…],"limits":{"line_bytes":16384,"streams":8}}</c></summary>
public sealed record HelloReply : SongReply
{
    public string? Server { get; init; }

    public int? Version { get; init; }

    public IReadOnlyList<string>? Ops { get; init; }

    public HelloLimits? Limits { get; init; }
}

/// <param name="LineBytes">The longest line the server reads.</param>
/// <param name="Streams">How many songs may stream at once on this connection.</param>
public sealed record HelloLimits(int LineBytes, int Streams);

/// <summary><c>{"id":7,"ok":true,"message":"Playing song: Cruel Summer","song":{…},"type":"audio/mpeg","bytes":341022,"etag":"9f…"}</c></summary>
public sealed record PlayReply : SongReply
{
    public string? Message { get; init; }

    public Song? Song { get; init; }

    /// <summary>The media type of the file.</summary>
    public string? Type { get; init; }

    /// <summary>The length of the whole file, whatever range was asked for.</summary>
    public long? Bytes { get; init; }

    /// <summary>Changes whenever a byte of the file does.</summary>
    public string? Etag { get; init; }
}

/// <summary><c>{"id":8,"ok":true,"stopped":true}</c>; not stopped means that the stream had already ended.</summary>
public sealed record StopReply : SongReply
{
    public bool? Stopped { get; init; }
}

/// <summary><c>{"id":7,"end":true,"bytes":341022,"checksum":"xxh3:3f2a…"}</c></summary>
public sealed record StreamEnd : SongReply
{
    /// <summary>How many audio bytes were sent.</summary>
    public long? Bytes { get; init; }

    /// <summary>Of the audio bytes that were sent: see <see cref="AudioChecksum"/>.</summary>
    public string? Checksum { get; init; }

    /// <summary><see langword="true"/> when a <c>stop</c> ended the stream early.</summary>
    public bool? Stopped { get; init; }
}
