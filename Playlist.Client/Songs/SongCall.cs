using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json.Serialization.Metadata;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Songs;

/// <summary>One request on one connection, and what becomes of it. The connection's reader calls everything but <see cref="Write"/>.</summary>
internal abstract class SongCall
{
    public long Id { get; set; }

    /// <summary>Where the bytes of a stream go; <see langword="null"/> when no stream was asked for.</summary>
    public virtual PipeReader? Content => null;

    /// <summary>Writes the request's line.</summary>
    public abstract void Write(IBufferWriter<byte> output);

    /// <param name="head">What every reply has; <see cref="SongReply.Ok"/> tells which kind this is.</param>
    /// <param name="line">The whole reply; a view, valid until this returns.</param>
    /// <returns>Whether a stream follows.</returns>
    public abstract bool Reply(SongReply head, ReadOnlySequence<byte> line);

    /// <param name="audio">A view, valid until this has ended.</param>
    /// <param name="cancellationToken">Cancelled when the connection closes.</param>
    public virtual ValueTask AudioAsync(ReadOnlySequence<byte> audio, CancellationToken cancellationToken) => throw Unexpected("audio");

    public virtual void End(ReadOnlySequence<byte> line) => throw Unexpected("an end");

    /// <summary>No answer will come any more.</summary>
    public abstract void Fail(Exception exception);

    protected static SongProtocolException Refusal(SongError? error) =>
        new(error?.Code ?? SongErrorCodes.InternalError, error?.Message ?? "The song server refused, and did not say why: its log may tell more.");

    private static SongProtocolException Unexpected(string what) =>
        new(SongErrorCodes.BadRequest, $"The song server sent {what} that was not asked for.");
}

/// <summary>A request that one line answers, or begins to answer.</summary>
internal class SongCall<TRequest, TReply>(TRequest request, JsonTypeInfo<TRequest> requestType, JsonTypeInfo<TReply> replyType) : SongCall
    where TRequest : SongRequest
    where TReply : SongReply
{
    private readonly TaskCompletionSource<TReply> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the reply, with a <see cref="SongProtocolException"/> when the server refuses, or with why there is none.</summary>
    public Task<TReply> Answer => _answer.Task;

    public override void Write(IBufferWriter<byte> output) => SongLine.Write(output, (TRequest)(request with { Id = Id }), requestType);

    public override bool Reply(SongReply head, ReadOnlySequence<byte> line)
    {
        if (head.Ok is true)
        {
            _answer.TrySetResult(SongLine.Parse(line, replyType));
        }
        else
        {
            Fail(Refusal(head, line));
        }

        return false;
    }

    /// <summary>Why the server refuses, with what else its reply says.</summary>
    protected virtual SongProtocolException Refusal(SongReply head, ReadOnlySequence<byte> line) => Refusal(head.Error);

    public override void Fail(Exception exception)
    {
        _answer.TrySetException(exception);
        // Whoever asked may have left: then nobody looks at it, and that is all right.
        _ = _answer.Task.Exception;
    }
}
