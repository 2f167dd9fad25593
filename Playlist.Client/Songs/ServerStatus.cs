namespace Playlist.Client.Songs;

/// <summary>Whether the song server answers: asked for as long as anybody wants to know, and at once when its connection is lost.</summary>
internal sealed class ServerStatus(SongClient client, TimeProvider time) : BackgroundService
{
    // A server that is stopped is noticed at once, by its connection; this is for one that vanishes.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ChangeSignal _changed = new();
    private readonly ChangeSignal _watched = new();
    private int _watchers;
    private volatile string? _problem;

    /// <summary>Why the server does not answer; for a person, not cleaned. <see langword="null"/> when it does, or was not asked yet.</summary>
    public string? Problem => _problem;

    /// <summary>Ends when what this tells has changed once more.</summary>
    public Task Changed => _changed.Next;

    /// <summary>From here on the server is asked, until the result is disposed.</summary>
    public IDisposable Watch()
    {
        Interlocked.Increment(ref _watchers);
        _watched.Raise();
        return new Watcher(this);
    }

    /// <summary>Ends when the server answers: at once, when it did the last time that it was asked.</summary>
    public async Task WaitUntilReachableAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = Changed;
            if (Problem is null)
            {
                return;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var watched = _watched.Next;
            if (Volatile.Read(ref _watchers) == 0)
            {
                await watched.WaitAsync(stoppingToken);
            }

            try
            {
                await PingAsync(stoppingToken);
                Set(null);
                await Task.WhenAny(client.Disconnected, Task.Delay(Interval, time, stoppingToken));
                stoppingToken.ThrowIfCancellationRequested();
            }
            catch (Exception exception) when (exception is SongServerUnavailableException or Protocol.Songs.SongProtocolException)
            {
                Set(exception.Message);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    private void Set(string? problem)
    {
        if (_problem != problem)
        {
            _problem = problem;
            _changed.Raise();
        }
    }

    /// <exception cref="SongServerUnavailableException">Sooner than for a request that somebody waits for.</exception>
    private async Task PingAsync(CancellationToken stoppingToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, patience.Token);
        try
        {
            await client.PingAsync(either.Token);
        }
        catch (OperationCanceledException exception) when (!stoppingToken.IsCancellationRequested)
        {
            throw new SongServerUnavailableException($"The song server at {client.Server} does not answer. It is asked until it is back.", exception);
        }
    }

    private sealed class Watcher(ServerStatus status) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
            {
                Interlocked.Decrement(ref status._watchers);
            }
        }
    }
}
