using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json.Serialization.Metadata;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Songs;

/// <summary>A <c>play</c> or <c>cover</c> request: the bytes that follow its reply go into a pipe, and are compared with the checksum at their end.</summary>
internal sealed class StreamCall<TRequest, TReply>(TRequest request, JsonTypeInfo<TRequest> requestType, JsonTypeInfo<TReply> replyType, int maxUnreadBytes) : SongCall<TRequest, TReply>(request, requestType, replyType)
    where TRequest : SongRequest
    where TReply : SongReply
{
    private readonly Pipe _content = new(new PipeOptions(pauseWriterThreshold: maxUnreadBytes, resumeWriterThreshold: maxUnreadBytes / 2, useSynchronizationContext: false));
    private readonly AudioChecksum _checksum = new();
    private readonly TaskCompletionSource<StreamEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _received;
    private bool _unwanted;

    public override PipeReader Content => _content.Reader;

    /// <summary>Ends when all bytes have been received and compared, or with what went wrong.</summary>
    public Task<StreamEnd> Ended => _ended.Task;

    public override bool Reply(SongReply head, ReadOnlySequence<byte> line)
    {
        base.Reply(head, line);
        return head.Ok is true;
    }

    public override async ValueTask AudioAsync(ReadOnlySequence<byte> audio, CancellationToken cancellationToken)
    {
        foreach (var segment in audio)
        {
            _checksum.Append(segment.Span);
        }

        _received += audio.Length;
        if (!_unwanted)
        {
            foreach (var segment in audio)
            {
                _content.Writer.Write(segment.Span);
            }

            _unwanted = (await _content.Writer.FlushAsync(cancellationToken)).IsCompleted;
        }
    }

    public override void End(ReadOnlySequence<byte> line)
    {
        var end = SongLine.Parse(line, SongJson.Default.StreamEnd);
        if (end.Error is { } error)
        {
            Fail(Refusal(error));
        }
        else if (end.Bytes != _received || (end.Checksum is { } checksum && checksum != _checksum.ToString()))
        {
            Fail(new InvalidDataException($"The {_received} bytes received are not those that were sent: ask for them again."));
        }
        else
        {
            _ended.TrySetResult(end);
            _content.Writer.Complete();
        }
    }

    public override void Fail(Exception exception)
    {
        base.Fail(exception);
        _ended.TrySetException(exception);
        _ = _ended.Task.Exception;
        _content.Writer.Complete(exception);
    }
}
