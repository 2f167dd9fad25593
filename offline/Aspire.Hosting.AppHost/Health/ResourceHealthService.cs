using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Health;

/// <summary>Runs the health checks of each resource while it runs: every second until it is healthy, then every 30.</summary>
internal sealed class ResourceHealthService(
    ResourceNotificationService notifications,
    HealthCheckService healthChecks,
    IDistributedApplicationEventing eventing,
    IServiceProvider services,
    TimeProvider time,
    ILogger<ResourceHealthService> logger) : BackgroundService
{
    private static readonly TimeSpan UnhealthyInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HealthyInterval = TimeSpan.FromSeconds(30);
    private const int MaxUnhealthyIntervals = 5;

    private readonly Dictionary<IResource, Monitor> _monitors = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(stoppingToken))
            {
                OnChange(change, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private void OnChange(ResourceEvent change, CancellationToken stoppingToken)
    {
        var running = change.Snapshot.State?.Text == KnownResourceStates.Running;
        if (_monitors.TryGetValue(change.Resource, out var monitor))
        {
            monitor.StateChanged(change);
            if (!running && monitor.HaveAllEnded(change.Resource.GetInstanceNames()))
            {
                monitor.Stop();
                _monitors.Remove(change.Resource);
            }
        }
        else if (running)
        {
            monitor = new Monitor(stoppingToken);
            monitor.StateChanged(change);
            _monitors.Add(change.Resource, monitor);
            _ = Task.Run(() => WatchAsync(change.Resource, monitor), CancellationToken.None);
        }
    }

    private async Task WatchAsync(IResource resource, Monitor monitor)
    {
        var cancellationToken = monitor.Stopped;
        try
        {
            var keys = resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => check.Key).ToHashSet();
            if (keys.Count == 0)
            {
                await SayReadyAsync(resource, cancellationToken);
                return;
            }

            var ready = false;
            var unhealthyInARow = 0;
            while (!cancellationToken.IsCancellationRequested)
            {
                var changed = monitor.NextChange;
                var report = await healthChecks.CheckHealthAsync(check => keys.Contains(check.Name), cancellationToken);
                await PublishAsync(resource, report);
                unhealthyInARow = report.Status == HealthStatus.Healthy ? 0 : unhealthyInARow + 1;
                if (unhealthyInARow == 0 && !ready)
                {
                    ready = true;
                    await SayReadyAsync(resource, cancellationToken);
                }

                var pause = unhealthyInARow == 0 ? HealthyInterval : UnhealthyInterval * Math.Min(unhealthyInARow, MaxUnhealthyIntervals);
                var start = time.GetTimestamp();
                await changed.WaitAsync(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

                // A change of state is a reason to look again soon, but not more often than once a second.
                if (UnhealthyInterval - time.GetElapsedTime(start) is { Ticks: > 0 } rest)
                {
                    await Task.Delay(rest, time, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            Log.HealthCheckFailed(logger, resource.Name, exception);
        }
    }

    private Task PublishAsync(IResource resource, HealthReport report) => notifications.PublishUpdateAsync(resource, snapshot => snapshot with
    {
        HealthReports =
        [
            .. report.Entries.Select(entry => new HealthReportSnapshot(entry.Key, entry.Value.Status, entry.Value.Description ?? entry.Value.Exception?.Message, entry.Value.Exception?.ToString())
            {
                LastRunAt = time.GetUtcNow().UtcDateTime,
            }),
        ],
    });

    private async Task SayReadyAsync(IResource resource, CancellationToken cancellationToken)
    {
        var subscribers = eventing.PublishAsync(new ResourceReadyEvent(resource, services), cancellationToken);
        await ((Task)subscribers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await notifications.PublishUpdateAsync(resource, snapshot => snapshot with { ResourceReady = subscribers });
    }

    private sealed class Monitor(CancellationToken stoppingToken)
    {
        private readonly CancellationTokenSource _stopped = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        private readonly Dictionary<string, string?> _states = [];
        private TaskCompletionSource _change = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationToken Stopped => _stopped.Token;

        /// <summary>Completes when one of the resource's processes changes its state.</summary>
        public Task NextChange => Volatile.Read(ref _change).Task;

        public void StateChanged(ResourceEvent change)
        {
            var state = change.Snapshot.State?.Text;
            if (_states.GetValueOrDefault(change.ResourceId) != state)
            {
                _states[change.ResourceId] = state;
                Interlocked.Exchange(ref _change, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
            }
        }

        /// <remarks>By what this monitor was told: a process that is quickly started again may be seen as starting by now.</remarks>
        public bool HaveAllEnded(IEnumerable<string> ids) => ids.All(id => KnownResourceStates.TerminalStates.Contains(_states.GetValueOrDefault(id)));

        public void Stop() => _stopped.Cancel();
    }
}
