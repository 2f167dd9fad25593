using System.Buffers;
using System.Text.Json.Serialization;

namespace Playlist.Protocol.Songs;

/// <summary>What every request has: <c>{"id":7,"op":"ping","traceparent":"00-…-01"}</c> (docs/song-protocol.md, section 3).</summary>
/// <remarks>Each operation's own members are in a record that derives from this one; <c>ping</c> has none.</remarks>
public record SongRequest
{
    /// <summary>The client's own number, 0 to <see cref="SongProtocol.MaxId"/>; the reply repeats it.</summary>
    [JsonPropertyOrder(-2)]
    public long? Id { get; init; }

    [JsonPropertyOrder(-1)]
    public string? Op { get; init; }

    /// <summary>W3C Trace Context; read as absent when it is no string.</summary>
    [JsonPropertyOrder(1), JsonConverter(typeof(LenientStringConverter))]
    public string? Traceparent { get; init; }

    [JsonPropertyOrder(2), JsonConverter(typeof(LenientStringConverter))]
    public string? Tracestate { get; init; }

    /// <summary>Reads what every request has. The operation's own members are read with <see cref="SongLine.Parse"/>.</summary>
    /// <exception cref="SongProtocolException"><c>bad_request</c>.</exception>
    public static SongRequest Parse(ReadOnlySequence<byte> line)
    {
        var request = SongLine.Parse(line, SongJson.Default.SongRequest);
        if (request.Id is not (>= 0 and <= SongProtocol.MaxId))
        {
            throw new SongProtocolException(SongErrorCodes.BadRequest, $"Give each request an 'id' of your own, a whole number from 0 to {SongProtocol.MaxId}.");
        }

        return request;
    }
}

/// <summary><c>{"id":1,"op":"hello","client":"client-1"}</c></summary>
public sealed record HelloRequest : SongRequest
{
    /// <summary>Who is calling, for the server's log.</summary>
    public string? Client { get; init; }
}

/// <summary><c>{"id":7,"op":"play","song":"Cruel Summer","from":65536,"etag":"9f…"}</c></summary>
public sealed record PlayRequest : SongRequest
{
    /// <summary>The song's id, title, or <c>Title - Artist</c>.</summary>
    public string? Song { get; init; }

    /// <summary><see langword="false"/> asks for the reply alone.</summary>
    public bool? Audio { get; init; }

    /// <summary>The first byte wanted; absent, 0.</summary>
    public long? From { get; init; }

    /// <summary>The byte after the last one wanted; absent, the file's length.</summary>
    public long? To { get; init; }

    /// <summary>Answer only while the file still has this tag.</summary>
    public string? Etag { get; init; }
}

/// <summary><c>{"id":8,"op":"stop","stream":7}</c></summary>
public sealed record StopRequest : SongRequest
{
    /// <summary>The id of the <c>play</c> request to stop.</summary>
    public long? Stream { get; init; }
}
