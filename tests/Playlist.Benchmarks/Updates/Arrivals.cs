using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Playlist.Benchmarks.Updates;

/// <summary>When each update was sent, and when it was in which follower's inbox.</summary>
internal sealed class Arrivals(int followers)
{
    private readonly ConcurrentDictionary<string, PostedUpdate> _updates = new(StringComparer.Ordinal);
    private int _lastNumber;

    public int Followers => followers;

    /// <summary>How many were sent.</summary>
    public int Count => _updates.Count;

    /// <summary>Takes the time of an update that is sent now.</summary>
    /// <param name="arrived">Called when it has arrived at every follower.</param>
    public PostedUpdate Send(Action? arrived = null)
    {
        var number = Interlocked.Increment(ref _lastNumber);
        var update = new PostedUpdate(number, followers, arrived);
        _updates[update.Message] = update;
        update.Sent = Stopwatch.GetTimestamp();
        return update;
    }

    /// <summary>It is in the follower's inbox; that it comes again changes nothing.</summary>
    public void Arrived(int follower, string message)
    {
        var now = Stopwatch.GetTimestamp();
        if (_updates.TryGetValue(message, out var update))
        {
            update.Arrived(follower, now);
        }
    }
}

/// <summary>One update, which its number tells from all others.</summary>
internal sealed class PostedUpdate(int number, int followers, Action? arrived)
{
    private readonly long[] _arrived = new long[followers];
    private readonly TaskCompletionSource _everywhere = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _missing = followers;

    public int Number => number;

    public string Message { get; } = string.Create(CultureInfo.InvariantCulture, $"Update number {number} of the benchmark.");

    /// <summary>A time stamp of <see cref="Stopwatch"/>.</summary>
    public long Sent { get; set; }

    /// <summary>Ends when it is in every follower's inbox.</summary>
    public Task Everywhere => _everywhere.Task;

    public IEnumerable<int> MissingAt => Enumerable.Range(0, _arrived.Length).Where(follower => Volatile.Read(ref _arrived[follower]) == 0);

    /// <summary>When the last follower had it.</summary>
    public long LastArrival => _arrived.Max();

    /// <summary>How long it took to each follower.</summary>
    public IEnumerable<TimeSpan> Times => _arrived.Select(arrival => Stopwatch.GetElapsedTime(Sent, arrival));

    public void Arrived(int follower, long time)
    {
        if (Interlocked.CompareExchange(ref _arrived[follower], time, 0) == 0 && Interlocked.Decrement(ref _missing) == 0)
        {
            _everywhere.SetResult();
            arrived?.Invoke();
        }
    }
}
