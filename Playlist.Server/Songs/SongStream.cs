using System.Buffers;
using Playlist.Protocol.Songs;
using Playlist.Server.Library;

namespace Playlist.Server.Songs;

/// <summary>One song or cover on its way: its bytes, chunk by chunk, then the end line (docs/song-protocol.md, section 3).</summary>
internal sealed class SongStream(SongCall call, IStreamContent content, long from, long to, int chunkBytes, ServerTelemetry telemetry, ILogger logger)
{
    // Never sent: these streams end without an error.
    private static readonly SongProtocolException Stopped = new("", "The client has stopped the stream.");
    private static readonly SongProtocolException Sent = new("", "The stream was sent to its end.");

    private readonly AudioChecksum _checksum = new();
    private readonly ArrayBufferWriter<byte> _announcement = new(64);
    private int _announcedBytes;
    private SongProtocolException? _ending;

    /// <summary>Ends the stream after the chunk that is being sent.</summary>
    /// <returns><see langword="false"/> when it is ending for another reason, or at its end.</returns>
    public bool Stop() => Interlocked.CompareExchange(ref _ending, Stopped, null) is var ending && (ending is null || ending == Stopped);

    /// <summary>Ends the stream after the chunk that is being sent, with an error.</summary>
    public void BreakOff(SongProtocolException reason) => Interlocked.CompareExchange(ref _ending, reason, null);

    /// <summary>Never fails: what goes wrong is told in the end line, or, when nobody hears it, in the span.</summary>
    /// <param name="beforeEnd">Called before the end line can be heard, and before any other line can follow it.</param>
    public async Task RunAsync(Action beforeEnd)
    {
        var position = from;
        try
        {
            await SendAsync();
        }
        catch (SongProtocolException exception)
        {
            BreakOff(exception);
        }
        catch (OperationCanceledException) when (call.Session.Output.Closed.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            Log.StreamFailed(logger, exception, call.Session.Id, call.Id);
            BreakOff(new SongProtocolException(SongErrorCodes.InternalError, "The file cannot be read to its end: the server's log tells more.", exception));
        }

        using (content)
        using (call.Telemetry)
        {
            call.Telemetry.SetAudioBytes(position - from);
            await EndAsync(position - from, beforeEnd);
        }

        async Task SendAsync()
        {
            while (position < to && Volatile.Read(ref _ending) is null)
            {
                var count = (int)Math.Min(chunkBytes, to - position);
                await call.Session.Output.WriteAudioAsync(Announce(count), content, position, count, _checksum);
                position += count;
                telemetry.AudioSent(count);
            }
        }
    }

    private async Task EndAsync(long bytes, Action beforeEnd)
    {
        // From here on nothing else can end it: what a 'stop' is answered with, and the end line, agree.
        var ending = Interlocked.CompareExchange(ref _ending, Sent, null) ?? Sent;
        var stopped = ending == Stopped;
        var error = stopped || ending == Sent ? null : new SongError(ending.Code, ending.Message);
        if (error is not null)
        {
            call.Telemetry.Fail(error.Code);
        }

        try
        {
            var end = new StreamEnd { Id = call.Id, End = true, Bytes = bytes, Checksum = _checksum.ToString(), Stopped = stopped ? true : null, Error = error };
            await call.Session.Output.WriteAsync(end, SongJson.Default.StreamEnd, beforeEnd);
            await call.Session.Output.FlushAsync();
        }
        catch (OperationCanceledException)
        {
            call.Telemetry.Fail(call.Session.Output.Failure?.Code ?? ServerTelemetry.ConnectionClosed);
        }
    }

    /// <summary><c>{"id":7,"audio":32768}</c> LF: the same bytes for every chunk but the last.</summary>
    private ReadOnlyMemory<byte> Announce(int count)
    {
        if (count != _announcedBytes)
        {
            _announcement.ResetWrittenCount();
            SongLine.WriteAudio(_announcement, call.Id, count);
            _announcedBytes = count;
        }

        return _announcement.WrittenMemory;
    }
}
