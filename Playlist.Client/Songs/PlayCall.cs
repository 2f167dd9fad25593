using System.Buffers;
using System.IO.Pipelines;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Songs;

/// <summary>A <c>play</c> request: its audio goes into a pipe, and is compared with the checksum at its end.</summary>
internal sealed class PlayCall(PlayRequest request, int maxUnreadAudioBytes) : SongCall<PlayRequest, PlayReply>(request, SongJson.Default.PlayRequest, SongJson.Default.PlayReply)
{
    private readonly Pipe _audio = new(new PipeOptions(pauseWriterThreshold: maxUnreadAudioBytes, resumeWriterThreshold: maxUnreadAudioBytes / 2, useSynchronizationContext: false));
    private readonly AudioChecksum _checksum = new();
    private readonly TaskCompletionSource<StreamEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _wantsAudio = request.Audio is not false;
    private long _received;
    private bool _unwanted;

    public PipeReader Audio => _audio.Reader;

    /// <summary>Ends when all audio has been received and compared, or with what went wrong.</summary>
    public Task<StreamEnd> Ended => _ended.Task;

    public override bool Reply(SongReply head, ReadOnlySequence<byte> line)
    {
        base.Reply(head, line);
        if (head.Ok is true && _wantsAudio)
        {
            return true;
        }

        Complete(new StreamEnd { Bytes = 0 });
        return false;
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
                _audio.Writer.Write(segment.Span);
            }

            _unwanted = (await _audio.Writer.FlushAsync(cancellationToken)).IsCompleted;
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
            Fail(new InvalidDataException($"The {_received} bytes received are not those that were sent: ask for the song again."));
        }
        else
        {
            Complete(end);
        }
    }

    public override void Fail(Exception exception)
    {
        base.Fail(exception);
        _ended.TrySetException(exception);
        _ = _ended.Task.Exception;
        _audio.Writer.Complete(exception);
    }

    private void Complete(StreamEnd end)
    {
        _ended.TrySetResult(end);
        _audio.Writer.Complete();
    }
}
