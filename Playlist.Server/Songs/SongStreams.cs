using Playlist.Protocol.Songs;
using Playlist.Server.Library;

namespace Playlist.Server.Songs;

/// <summary>The streams that run on one connection.</summary>
internal sealed class SongStreams(SongSession session, SongServerOptions options, ServerTelemetry telemetry, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, Running> _running = [];

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

    /// <summary>Starts to send; <see cref="ThrowIfRunning"/> and <see cref="ThrowIfNoRoom"/> come first. Owns <paramref name="audio"/> from here on.</summary>
    public void Start(SongCall call, OpenedAudio audio, long from, long to)
    {
        var stream = new SongStream(call, audio, from, to, options.AudioChunkBytes, telemetry, logger);
        var running = new Running(stream);
        session.Input.Hold();
        telemetry.StreamStarted();
        lock (_lock)
        {
            _running.Add(call.Id, running);
        }

        running.Ended = RunAsync(call.Id, stream);
    }

    /// <returns>Whether there was such a stream to stop.</returns>
    public bool Stop(long id)
    {
        lock (_lock)
        {
            return _running.TryGetValue(id, out var running) && running.Stream.Stop();
        }
    }

    /// <summary>Ends every stream with an error.</summary>
    public void BreakOff(SongProtocolException reason)
    {
        lock (_lock)
        {
            foreach (var running in _running.Values)
            {
                running.Stream.BreakOff(reason);
            }
        }
    }

    /// <summary>Ends when every stream that runs now has ended.</summary>
    public Task WhenEndedAsync()
    {
        lock (_lock)
        {
            return Task.WhenAll(_running.Values.Select(running => running.Ended));
        }
    }

    private async Task RunAsync(long id, SongStream stream)
    {
        try
        {
            await stream.RunAsync();
        }
        finally
        {
            lock (_lock)
            {
                _running.Remove(id);
            }

            telemetry.StreamEnded();
            session.Input.Release();
        }
    }

    private sealed class Running(SongStream stream)
    {
        public SongStream Stream => stream;

        public Task Ended { get; set; } = Task.CompletedTask;
    }
}
