using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Songs;

/// <summary>One connection to a song server, and the calls that share it (docs/song-protocol.md).</summary>
internal sealed class SongServerConnection : IAsyncDisposable
{
    private readonly NetworkStream _stream;
    private readonly PipeReader _input;
    private readonly SilenceWatch _watch;
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<long, SongCall> _calls = [];
    private readonly Task _reading;
    private SongServerUnavailableException? _failure;
    private bool _retired;
    private long _lastId;

    private SongServerConnection(Socket socket, DnsEndPoint server, TimeSpan silence, TimeProvider time)
    {
        Server = server;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _input = PipeReader.Create(_stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        _watch = new SilenceWatch(silence, time, () => Lose(Unavailable($"sent nothing for {silence.TotalSeconds} s", isTimeout: true)));
        _reading = ReadAsync();
    }

    public DnsEndPoint Server { get; }

    /// <summary>Whether new calls may be sent.</summary>
    public bool IsUsable
    {
        get
        {
            lock (_lock)
            {
                return _failure is null && !_retired;
            }
        }
    }

    /// <summary>Ends when the connection is lost or closed.</summary>
    public Task Closed => _closed.Task;

    /// <exception cref="SongServerUnavailableException">Nobody listens there, or not in time.</exception>
    public static async Task<SongServerConnection> ConnectAsync(DnsEndPoint server, SongClientOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var timeout = new CancellationTokenSource(options.ConnectTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
            await socket.ConnectAsync(server, either.Token);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            return new SongServerConnection(socket, server, options.AudioTimeout, time);
        }
        catch (Exception exception) when (exception is SocketException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            socket.Dispose();
            throw new SongServerUnavailableException(exception is SocketException ? exception.Message : $"no answer within {options.ConnectTimeout.TotalSeconds} s", exception);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request. Its answer, or why there is none, comes to the call.</summary>
    public async Task SendAsync(SongCall call, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_failure is not null)
            {
                throw _failure;
            }

            call.Id = ++_lastId;
            _calls.Add(call.Id, call);
            _watch.CallAdded();
        }

        await SendLineAsync(call).WaitAsync(cancellationToken);
    }

    /// <summary>The answer is not wanted any more: what still comes is dropped, and a stream is stopped.</summary>
    public async Task AbandonAsync(SongCall call)
    {
        lock (_lock)
        {
            if (!_calls.ContainsKey(call.Id))
            {
                return;
            }
        }

        if (call.Content is { } content)
        {
            await content.CompleteAsync();
            var stop = new SongCall<StopRequest, StopReply>(new StopRequest { Op = SongOps.Stop, Stream = call.Id }, SongJson.Default.StopRequest, SongJson.Default.StopReply);
            try
            {
                await SendAsync(stop, CancellationToken.None);
            }
            catch (SongServerUnavailableException)
            {
                // Nothing is left to stop.
            }
        }
    }

    /// <summary>Takes no new calls, and closes after those that are under way.</summary>
    public void Retire()
    {
        lock (_lock)
        {
            _retired = true;
        }

        CloseWhenDone();
    }

    public async ValueTask DisposeAsync()
    {
        Lose(Unavailable("is not needed any more"));
        await _reading;
        _closing.Dispose();
        _sending.Dispose();
    }

    private async Task SendLineAsync(SongCall call)
    {
        try
        {
            await _sending.WaitAsync(_closing.Token);
            try
            {
                // Never cancelled by one call: half a line would spoil those of all others.
                _line.ResetWrittenCount();
                call.Write(_line);
                await _stream.WriteAsync(_line.WrittenMemory, _closing.Token);
            }
            finally
            {
                _sending.Release();
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The call hears of it in its answer.
            Lose(Unavailable(exception.Message, exception));
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            await new SongReplyReader(_input, _watch).RunAsync(Take, Find, _closing.Token);
        }
        catch (Exception exception)
        {
            // The edge of the connection: whatever it was, the calls must hear of it.
            Lose(Unavailable(exception.Message, exception));
        }
        finally
        {
            await _input.CompleteAsync();
            await _stream.DisposeAsync();
            FailCalls();
            _watch.Dispose();
            _closed.TrySetResult();
        }
    }

    private void Take(SongReply head, ReadOnlySequence<byte> line)
    {
        if (head.Id is null)
        {
            // The server says why it closes the connection.
            Lose(Unavailable(head.Error?.Message ?? "closed the connection"));
            return;
        }

        if (Find(head.Id) is not { } call)
        {
            throw new SongProtocolException(SongErrorCodes.BadRequest, $"The song server answered request {head.Id}, which was not sent.");
        }

        // Before the call hears of it: whoever waits for it gets another connection the next time.
        if (head.Error?.Code == SongErrorCodes.GoingAway)
        {
            Retire();
        }

        var more = false;
        if (head.End is true)
        {
            call.End(line);
        }
        else
        {
            more = call.Reply(head, line);
        }

        if (!more)
        {
            lock (_lock)
            {
                _calls.Remove(call.Id);
                _watch.CallRemoved();
            }

            CloseWhenDone();
        }
    }

    private SongCall? Find(long? id)
    {
        lock (_lock)
        {
            return id is { } known ? _calls.GetValueOrDefault(known) : null;
        }
    }

    private void CloseWhenDone()
    {
        lock (_lock)
        {
            if (!_retired || _calls.Count > 0)
            {
                return;
            }
        }

        Lose(Unavailable("is going away"));
    }

    /// <summary>Ends <see cref="ReadAsync"/>, which tells the calls: they hear from no other thread.</summary>
    private void Lose(SongServerUnavailableException failure)
    {
        lock (_lock)
        {
            if (_failure is not null)
            {
                return;
            }

            _failure = failure;
        }

        _closing.Cancel();
    }

    private void FailCalls()
    {
        SongCall[] calls;
        lock (_lock)
        {
            calls = [.. _calls.Values];
            _calls.Clear();
        }

        foreach (var call in calls)
        {
            call.Fail(_failure!);
        }
    }

    private static SongServerUnavailableException Unavailable(string what, Exception? exception = null, bool isTimeout = false) => new(what, exception) { IsTimeout = isTimeout };
}
