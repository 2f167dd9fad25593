using Playlist.Protocol.Songs;
using Playlist.Server.Library;

namespace Playlist.Server.Songs;

/// <summary>The streams that run on one connection.</summary>
internal sealed class SongStreams(SongSession session, SongServerOptions options, ServerTelemetry telemetry, ILogger logger)
{
    private readonly Lock _lock = new();
    // A stream's id and place are free again as soon as its end line is on its way: a client that has read it may use them.
    private readonly Dictionary<long, SongStream> _running = [];
    private readonly Dictionary<SongStream, Task> _unfinished = [];
    private SongProtocolException? _brokenOff;

    /// <exception cref="SongProtocolException"><c>id_in_use</c>.</exception>
    public void ThrowIfRunning(long id)
    {
        lock (_lock)
        {
            if (_running.ContainsKey(id))
            {
                throw new SongProtocolException(SongErrorCodes.IdInUse, $"Stream {id} is still running: give this request another 'id', or stop that stream first.");
            }
        }
    }

    /// <exception cref="SongProtocolException"><c>too_many_streams</c>.</exception>
    public void ThrowIfNoRoom()
    {
        lock (_lock)
        {
            if (_running.Count >= options.MaxStreamsPerConnection)
            {
                telemetry.LimitReached(SongErrorCodes.TooManyStreams);
                throw new SongProtocolException(SongErrorCodes.TooManyStreams, $"This connection already has {_running.Count} streams, which is all it may have: stop one, or wait for one to end.");
            }
        }
    }

    /// <summary>Starts to send; <see cref="ThrowIfRunning"/> and <see cref="ThrowIfNoRoom"/> come first. Owns <paramref name="content"/> from here on.</summary>
    public void Start(SongCall call, IStreamContent content, long from, long to)
    {
        var stream = new SongStream(call, content, from, to, options.AudioChunkBytes, telemetry, logger);
        var finished = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        session.Input.Hold();
        telemetry.StreamStarted();
        lock (_lock)
        {
            _running.Add(call.Id, stream);
            _unfinished.Add(stream, finished.Task);
            if (_brokenOff is not null)
            {
                stream.BreakOff(_brokenOff);
            }
        }

        _ = RunAsync(call.Id, stream, finished);
    }

    /// <returns>Whether there was such a stream to stop.</returns>
    public bool Stop(long id)
    {
        lock (_lock)
        {
            return _running.TryGetValue(id, out var stream) && stream.Stop();
        }
    }

    /// <summary>Ends every stream with an error, also those that are still to start.</summary>
    public void BreakOff(SongProtocolException reason)
    {
        lock (_lock)
        {
            _brokenOff ??= reason;
            foreach (var stream in _unfinished.Keys)
            {
                stream.BreakOff(reason);
            }
        }
    }

    /// <summary>Ends when every stream that runs now has ended.</summary>
    public Task WhenEndedAsync()
    {
        lock (_lock)
        {
            return Task.WhenAll(_unfinished.Values);
        }
    }

    private async Task RunAsync(long id, SongStream stream, TaskCompletionSource finished)
    {
        try
        {
            await stream.RunAsync(Forget);
        }
        finally
        {
            Forget();
            lock (_lock)
            {
                _unfinished.Remove(stream);
            }

            telemetry.StreamEnded();
            session.Input.Release();
            finished.SetResult();
        }

        void Forget()
        {
            lock (_lock)
            {
                // By now another stream may have the id.
                if (_running.GetValueOrDefault(id) == stream)
                {
                    _running.Remove(id);
                }
            }
        }
    }
}
