using System.Buffers;
using System.IO.Pipelines;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Songs;

/// <summary>Reads what a server sends: lines, and the audio that some of them announce (docs/song-protocol.md, section 3).</summary>
internal sealed class SongReplyReader(PipeReader input, SilenceWatch watch)
{
    /// <param name="take">Gets each line that announces no audio; the line is a view, valid until it returns.</param>
    /// <param name="find">The call that a line's audio is for.</param>
    /// <returns>Never: how the connection ended is thrown.</returns>
    /// <exception cref="EndOfStreamException">The server closed the connection.</exception>
    /// <exception cref="SongProtocolException">The server sent what the protocol does not allow.</exception>
    public async Task RunAsync(Action<SongReply, ReadOnlySequence<byte>> take, Func<long?, SongCall?> find, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await watch.WaitAsync(input.ReadAsync(cancellationToken));
            var unread = result.Buffer;
            SongReply? audio = null;
            while (audio is null && SongLine.TryRead(ref unread, SongProtocol.MaxReplyLineBytes, out var line))
            {
                var head = SongLine.Parse(line, SongJson.Default.SongReply);
                if (head.Audio is null)
                {
                    take(head, line);
                }
                else
                {
                    audio = head;
                }
            }

            input.AdvanceTo(unread.Start, audio is null ? unread.End : unread.Start);
            if (audio is not null)
            {
                await ReadAudioAsync(audio, find(audio.Id), cancellationToken);
            }
            else if (result.IsCompleted)
            {
                throw new EndOfStreamException("closed the connection");
            }
        }
    }

    private async Task ReadAudioAsync(SongReply head, SongCall? call, CancellationToken cancellationToken)
    {
        if (call is null)
        {
            throw new SongProtocolException(SongErrorCodes.BadRequest, "The song server sent audio that was not asked for.");
        }

        if (head.Audio is not (> 0 and <= SongProtocol.MaxAudioBytes))
        {
            throw new SongProtocolException(SongErrorCodes.BadRequest, $"The song server announced {head.Audio} bytes of audio: 1 to {SongProtocol.MaxAudioBytes} are allowed.");
        }

        for (long left = head.Audio.Value; left > 0;)
        {
            var result = await watch.WaitAsync(input.ReadAsync(cancellationToken));
            var audio = result.Buffer.Slice(0, Math.Min(left, result.Buffer.Length));
            left -= audio.Length;
            await call.AudioAsync(audio, cancellationToken);
            input.AdvanceTo(audio.End);
            if (left > 0 && result.IsCompleted)
            {
                throw new EndOfStreamException("closed the connection within a song");
            }
        }
    }
}
