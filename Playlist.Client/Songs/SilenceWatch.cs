namespace Playlist.Client.Songs;

/// <summary>Notices a server that sends nothing while calls wait for it. The time that the client itself takes does not count.</summary>
internal sealed class SilenceWatch : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private int _calls;
    private bool _reading;
    private bool _watching;

    public SilenceWatch(TimeSpan limit, TimeProvider time, Action silent)
    {
        _limit = limit;
        _timer = time.CreateTimer(_ => silent(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void CallAdded() => Update(_reading, 1);

    public void CallRemoved() => Update(_reading, -1);

    public async ValueTask<T> WaitAsync<T>(ValueTask<T> read)
    {
        Update(reading: true, 0);
        try
        {
            return await read;
        }
        finally
        {
            Update(reading: false, 0);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Update(bool reading, int calls)
    {
        lock (_lock)
        {
            _reading = reading;
            _calls += calls;
            // More calls do not give a silent server more time.
            if (_watching != (_reading && _calls > 0))
            {
                _watching = !_watching;
                _timer.Change(_watching ? _limit : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
