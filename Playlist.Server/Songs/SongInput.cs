using System.IO.Pipelines;
using Playlist.Protocol.Songs;

namespace Playlist.Server.Songs;

/// <summary>What comes in on one connection, with the clock on it.</summary>
internal sealed class SongInput : IDisposable
{
    private readonly PipeReader _reader;
    private readonly SongServerOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _idleSince;
    private long _lineSince;
    private long _lastBytesAt;
    private long _unreadBytes;
    private int _holds;
    private bool _toldQuiet;

    public SongInput(PipeReader reader, SongServerOptions options, TimeProvider time)
    {
        (_reader, _options, _time) = (reader, options, time);
        _timer = time.CreateTimer(static input => ((SongInput)input!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _idleSince = time.GetTimestamp();
    }

    /// <summary>How long nothing may come within a line before <see cref="IsQuiet"/> says so; <see langword="null"/> when nobody asks.</summary>
    public TimeSpan? Quiet { get; set; }

    /// <summary>Nothing has come for <see cref="Quiet"/>, and the line that was begun has no end.</summary>
    public bool IsQuiet { get; private set; }

    /// <summary>Streams are running.</summary>
    public bool IsHeld => Volatile.Read(ref _holds) > 0;

    /// <summary>Ends the pending read, or the next one: there is something else to look at.</summary>
    public void Wake() => _reader.CancelPendingRead();

    /// <summary>A stream has started: until it ends, the connection is not idle.</summary>
    public void Hold() => Interlocked.Increment(ref _holds);

    public void Release()
    {
        Volatile.Write(ref _idleSince, _time.GetTimestamp());
        Interlocked.Decrement(ref _holds);
        Wake();
    }

    /// <summary>Waits for more bytes, the end of the input, <see cref="Wake"/>, or <see cref="Quiet"/>.</summary>
    /// <exception cref="SongProtocolException"><c>line_timeout</c>, <c>idle_timeout</c>.</exception>
    public async ValueTask<ReadResult> ReadAsync()
    {
        var read = _reader.ReadAsync(CancellationToken.None);
        if (!read.IsCompleted && Due() is { } due)
        {
            // A timer counts whole milliseconds: it must not fire before its time is up.
            _timer.Change(TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(due.TotalMilliseconds))), Timeout.InfiniteTimeSpan);
        }

        var result = await read;
        IsQuiet = false;
        if (result.Buffer.Length > _unreadBytes)
        {
            var now = _time.GetTimestamp();
            _lineSince = _unreadBytes == 0 ? now : _lineSince;
            _lastBytesAt = now;
            _toldQuiet = false;
        }
        else if (result.IsCanceled)
        {
            ThrowIfTimedOut();
        }

        return result;
    }

    /// <summary>Gives back what has been read: whole lines are consumed, the rest is a line without its end.</summary>
    public void AdvanceTo(ReadResult result, SequencePosition consumed)
    {
        var unread = result.Buffer.Slice(consumed).Length;
        if (unread != result.Buffer.Length)
        {
            // What is left over began with the last bytes that came.
            Volatile.Write(ref _idleSince, _time.GetTimestamp());
            _lineSince = _lastBytesAt;
        }

        _unreadBytes = unread;
        _reader.AdvanceTo(consumed, result.Buffer.End);
    }

    /// <summary>Reads and forgets what still comes, until the client closes its side too: a close with unread input would reset the connection and could cost the client its last answer.</summary>
    public async Task DrainAsync(TimeSpan patience, long mostBytes)
    {
        var started = _time.GetTimestamp();
        while (mostBytes > 0 && patience - _time.GetElapsedTime(started) is var left && left > TimeSpan.Zero)
        {
            var read = _reader.ReadAsync(CancellationToken.None);
            if (!read.IsCompleted)
            {
                _timer.Change(left, Timeout.InfiniteTimeSpan);
            }

            var result = await read;
            mostBytes -= result.Buffer.Length;
            _reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return;
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private TimeSpan? Due()
    {
        if (_unreadBytes > 0)
        {
            var line = _options.LineTimeout - _time.GetElapsedTime(_lineSince);
            return Quiet is { } quiet && !_toldQuiet && quiet - _time.GetElapsedTime(_lastBytesAt) is var untilQuiet && untilQuiet < line ? untilQuiet : line;
        }

        return !IsHeld ? _options.IdleTimeout - _time.GetElapsedTime(Volatile.Read(ref _idleSince)) : null;
    }

    private void ThrowIfTimedOut()
    {
        if (_unreadBytes > 0)
        {
            if (_time.GetElapsedTime(_lineSince) >= _options.LineTimeout)
            {
                throw new SongProtocolException(SongErrorCodes.LineTimeout, $"A line was begun and not finished within {_options.LineTimeout.TotalSeconds:0.#} seconds: end each line with a line feed.");
            }

            IsQuiet = _toldQuiet = Quiet is { } quiet && _time.GetElapsedTime(_lastBytesAt) >= quiet;
        }
        else if (!IsHeld && _time.GetElapsedTime(Volatile.Read(ref _idleSince)) >= _options.IdleTimeout)
        {
            throw new SongProtocolException(SongErrorCodes.IdleTimeout, $"Nothing was asked for {_options.IdleTimeout.TotalSeconds:0.#} seconds: connect again when there is something to ask, or send 'ping' now and then.");
        }
    }
}
