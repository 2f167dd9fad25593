using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Playlist.Server.Tests.Hosting;

/// <summary>A clock that stands still until told to go on, and tells when a timer is set: only then can time pass that the server is waiting for.</summary>
internal sealed class ObservedTime : FakeTimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<(TimeSpan Due, TaskCompletionSource Armed)> _waiting = [];

    /// <summary>For <see cref="SongServer.StartAsync"/>.</summary>
    public void Use(IServiceCollection services) => services.AddSingleton<TimeProvider>(this);

    /// <summary>Ends when a timer is set, from now on, to fire after exactly <paramref name="due"/>.</summary>
    public Task WhenArmedAsync(TimeSpan due, CancellationToken cancellationToken)
    {
        var armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Add((due, armed));
        }

        return armed.Task.WaitAsync(cancellationToken);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ObservedTimer(this, base.CreateTimer(callback, state, dueTime, period));
        Armed(dueTime);
        return timer;
    }

    private void Armed(TimeSpan due)
    {
        lock (_lock)
        {
            foreach (var (_, armed) in _waiting.Where(waiting => waiting.Due == due))
            {
                armed.SetResult();
            }

            _waiting.RemoveAll(waiting => waiting.Due == due);
        }
    }

    private sealed class ObservedTimer(ObservedTime time, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = timer.Change(dueTime, period);
            time.Armed(dueTime);
            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
