using System.Buffers;
using System.Text.Json.Serialization.Metadata;
using Playlist.Protocol.Songs;

namespace Playlist.Server.Songs;

/// <summary>One request that is being answered.</summary>
/// <param name="line">A view over the connection's input, valid until the operation returns.</param>
internal sealed class SongCall(long id, ReadOnlySequence<byte> line, SongSession session, CallTelemetry telemetry)
{
    public long Id => id;

    public SongSession Session => session;

    public CallTelemetry Telemetry => telemetry;

    /// <summary>A stream has taken over: the call ends with its last byte, not with the operation.</summary>
    public bool Streaming { get; set; }

    /// <exception cref="SongProtocolException"><c>bad_request</c>.</exception>
    public T Read<T>(JsonTypeInfo<T> type)
        where T : SongRequest => SongLine.Parse(line, type);

    /// <summary>Puts the reply into the output; it is sent when the input has been worked off.</summary>
    public ValueTask ReplyAsync<T>(T reply, JsonTypeInfo<T> type)
        where T : SongReply => session.Output.WriteAsync(reply with { Id = id, Ok = true }, type);

    /// <summary>Refuses the request with members beside the error. Without any, throw a <see cref="SongProtocolException"/> instead.</summary>
    public ValueTask RefuseAsync<T>(SongError error, T reply, JsonTypeInfo<T> type)
        where T : SongReply
    {
        telemetry.Fail(error.Code);
        return session.Output.WriteAsync(reply with { Id = id, Ok = false, Error = error }, type);
    }
}
