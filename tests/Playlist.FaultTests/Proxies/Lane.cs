using System.Text;

namespace Playlist.FaultTests.Proxies;

/// <summary>One way through a <see cref="FaultProxy"/>, for all its connections.</summary>
internal sealed class Lane
{
    // A slow lane passes its bytes in steps of this length.
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly List<(byte[] Pattern, TaskCompletionSource Passed)> _awaited = [];
    private TaskCompletionSource? _released;
    private TaskCompletionSource _held = NewSource();
    private (int Bytes, TimeSpan Time)? _pace;

    /// <summary>What comes now and later is held back.</summary>
    public void Hold()
    {
        lock (_lock)
        {
            _released ??= NewSource();
            _held = NewSource();
        }
    }

    /// <summary>What was held back goes its way, and what comes later.</summary>
    public void Release()
    {
        lock (_lock)
        {
            _released?.SetResult();
            _released = null;
        }
    }

    /// <param name="bytesPerSecond">At least 50, for each connection.</param>
    public void Slow(int bytesPerSecond)
    {
        lock (_lock)
        {
            _pace = ((int)(bytesPerSecond * Step.TotalSeconds), Step);
        }
    }

    /// <summary>Whatever comes is passed on that much later, and what comes meanwhile after it.</summary>
    public void Delay(TimeSpan delay)
    {
        lock (_lock)
        {
            _pace = (int.MaxValue, delay);
        }
    }

    public void FullSpeed()
    {
        lock (_lock)
        {
            _pace = null;
        }
    }

    /// <summary>Returns when bytes, or the end of a connection, are held back.</summary>
    public Task WhenHeldAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _held.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Returns when <paramref name="text"/> has passed, from now on; in UTF-8, on one connection.</summary>
    public Task WhenPassedAsync(string text, CancellationToken cancellationToken)
    {
        var passed = NewSource();
        lock (_lock)
        {
            _awaited.Add((Encoding.UTF8.GetBytes(text), passed));
        }

        return passed.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Returns when what has come may be passed on: at once, unless the lane is held.</summary>
    internal async Task PassAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task released;
            lock (_lock)
            {
                if (_released is null)
                {
                    return;
                }

                _held.TrySetResult();
                released = _released.Task;
            }

            await released.WaitAsync(cancellationToken);
        }
    }

    /// <returns>How many of these bytes may be passed on next, and after what time.</returns>
    internal (int Bytes, TimeSpan After) Next(int bytes)
    {
        lock (_lock)
        {
            return _pace is var (atOnce, time) ? (Math.Min(bytes, atOnce), time) : (bytes, TimeSpan.Zero);
        }
    }

    /// <param name="recent">The connection's last bytes on this way, some of them told before.</param>
    /// <returns>How many of them to tell again, as the start of what may come.</returns>
    internal int Tell(ReadOnlySpan<byte> recent)
    {
        lock (_lock)
        {
            for (var i = _awaited.Count - 1; i >= 0; i--)
            {
                if (recent.IndexOf(_awaited[i].Pattern) >= 0)
                {
                    _awaited[i].Passed.SetResult();
                    _awaited.RemoveAt(i);
                }
            }

            return _awaited.Count == 0 ? 0 : Math.Min(recent.Length, _awaited.Max(awaited => awaited.Pattern.Length) - 1);
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
