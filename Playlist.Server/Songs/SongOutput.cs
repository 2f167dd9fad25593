using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Connections;
using Playlist.Protocol.Songs;
using Playlist.Server.Library;

namespace Playlist.Server.Songs;

/// <summary>What goes out on one connection: whole lines, and audio with the line that announces it, first come, first served.</summary>
/// <remarks>
/// Every write takes its turn in a queue, so streams and replies alternate, chunk by chunk. A flush ends when the socket has taken
/// everything (see <see cref="SongServerRegistration"/>), and may take as long as the write timeout.
/// When the connection can take no more, writes end with <see cref="ConnectionAbortedException"/>, and <see cref="Closed"/> is cancelled.
/// </remarks>
internal sealed class SongOutput : IDisposable
{
    // Replies to a batch of requests are sent together, up to this.
    private const int MaxUnflushedBytes = 64 * 1024;

    private readonly PipeWriter _writer;
    private readonly TimeProvider _time;
    private readonly TimeSpan _writeTimeout;
    private readonly ITimer _timer;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _closed = new();

    public SongOutput(PipeWriter writer, TimeSpan writeTimeout, TimeProvider time)
    {
        (_writer, _writeTimeout, _time) = (writer, writeTimeout, time);
        _timer = time.CreateTimer(static output => ((PipeWriter)output!).CancelPendingFlush(), writer, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Closed = _closed.Token;
    }

    /// <summary>Cancelled when the client has gone or does not read.</summary>
    public CancellationToken Closed { get; }

    /// <summary>Why <see cref="Closed"/> was cancelled, when it was the client's fault: <c>write_timeout</c>.</summary>
    public SongProtocolException? Failure { get; private set; }

    /// <summary>Adds a line. It is sent by the next <see cref="FlushAsync"/>.</summary>
    /// <param name="first">What is done in this line's turn: after the lines before it, and before this one can be heard.</param>
    public async ValueTask WriteAsync<T>(T line, JsonTypeInfo<T> type, Action? first = null)
    {
        await TakeTurnAsync();
        try
        {
            first?.Invoke();
            SongLine.Write(_writer, line, type);
            if (_writer.UnflushedBytes >= MaxUnflushedBytes)
            {
                await SendAsync();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Adds bytes that are no line. They are sent by the next <see cref="FlushAsync"/>.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        await TakeTurnAsync();
        try
        {
            _writer.Write(bytes.Span);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Reads a chunk of a stream and sends it, together with the line that announces it.</summary>
    /// <exception cref="SongProtocolException"><c>changed</c>: nothing was sent.</exception>
    /// <exception cref="IOException">It cannot be read: nothing was sent.</exception>
    public async ValueTask WriteAudioAsync(ReadOnlyMemory<byte> announcement, IStreamContent content, long offset, int count, AudioChecksum checksum)
    {
        await TakeTurnAsync();
        try
        {
            var memory = _writer.GetMemory(announcement.Length + count);
            announcement.CopyTo(memory);
            var chunk = memory.Slice(announcement.Length, count);
            await content.ReadAsync(offset, chunk, Closed);
            checksum.Append(chunk.Span);
            _writer.Advance(announcement.Length + count);
            await SendAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sends what has been written.</summary>
    public async ValueTask FlushAsync()
    {
        if (_writer.UnflushedBytes == 0)
        {
            return;
        }

        await TakeTurnAsync();
        try
        {
            await SendAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The client has gone: nothing more can be sent.</summary>
    public void Close() => _closed.Cancel();

    /// <summary>Sends last words, even to a client that did not read in time: it may read again now.</summary>
    /// <returns>Whether the socket has taken everything.</returns>
    public async ValueTask<bool> TryFinishAsync(SongReply? lastWords, TimeSpan patience)
    {
        if (_closed.IsCancellationRequested && Failure is null)
        {
            return false;
        }

        if (lastWords is not null)
        {
            SongLine.Write(_writer, lastWords, SongJson.Default.SongReply);
        }

        return await TryFlushAsync(patience) == Flushed.All;
    }

    public void Dispose()
    {
        _timer.Dispose();
        _turn.Dispose();
        _closed.Dispose();
    }

    private async ValueTask TakeTurnAsync()
    {
        await _turn.WaitAsync(Closed);
        if (Closed.IsCancellationRequested)
        {
            _turn.Release();
            throw new ConnectionAbortedException();
        }
    }

    private async ValueTask SendAsync()
    {
        switch (await TryFlushAsync(_writeTimeout))
        {
            case Flushed.All:
                return;
            case Flushed.TooSlowly:
                Failure = new SongProtocolException(SongErrorCodes.WriteTimeout, $"What you asked for was not read for {_writeTimeout.TotalSeconds:0.#} seconds: read, or ask for less.");
                break;
        }

        await _closed.CancelAsync();
        throw new ConnectionAbortedException();
    }

    private async ValueTask<Flushed> TryFlushAsync(TimeSpan patience)
    {
        var started = _time.GetTimestamp();
        while (true)
        {
            var flush = _writer.FlushAsync(CancellationToken.None);
            var left = patience - _time.GetElapsedTime(started);
            if (!flush.IsCompleted)
            {
                if (left <= TimeSpan.Zero)
                {
                    _writer.CancelPendingFlush();
                }
                else
                {
                    _timer.Change(left, Timeout.InfiniteTimeSpan);
                }
            }

            FlushResult result;
            try
            {
                result = await flush;
            }
            catch (IOException)
            {
                return Flushed.Gone;
            }

            if (result.IsCompleted)
            {
                return Flushed.Gone;
            }

            // A timer of an earlier flush may have cancelled this one: only the clock tells.
            if (!result.IsCanceled)
            {
                return Flushed.All;
            }

            if (_time.GetElapsedTime(started) >= patience)
            {
                return Flushed.TooSlowly;
            }
        }
    }

    private enum Flushed
    {
        All,
        TooSlowly,
        Gone,
    }
}
