using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Engine;

/// <summary>Says on the console what a dashboard would show: once all is up, each resource with its state and addresses; then, and before, what goes wrong.</summary>
internal sealed class ConsoleReport(
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<DistributedApplication> logger) : BackgroundService
{
    /// <summary>After it, a start is slow enough to say what it waits for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ResourceOverview _overview = new(model);
    private readonly Lock _lock = new();
    private bool _settled;

    private bool IsStopping => lifetime.ApplicationStopping.IsCancellationRequested;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = lifetime.ApplicationStopping.Register(() => Log.Stopping(logger));
        using var impatience = time.CreateTimer(_ => SayWhatIsMissing(), state: null, Patience, Timeout.InfiniteTimeSpan);
        try
        {
            await foreach (var change in notifications.WatchAsync(stoppingToken))
            {
                lock (_lock)
                {
                    Say(change);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private void Say(ResourceEvent change)
    {
        if (change.Resource is ParameterResource and not IResourceWithConnectionString)
        {
            return;
        }

        if (_overview.Update(change, out var state))
        {
            SayChange(change, state);
        }

        if (!_settled && !IsStopping && _overview.IsSettled)
        {
            _settled = true;
            Log.Resources(logger, _overview.ToString());
            Log.Started(logger);
        }
    }

    private void SayChange(ResourceEvent change, string state)
    {
        var name = change.Resource.GetReplicaCount() > 1 ? change.ResourceId : change.Resource.Name;
        if (change.Snapshot.State?.Style == KnownResourceStateStyles.Error || state == ResourceOverview.Unhealthy)
        {
            Log.ResourceFailed(logger, name, state);
        }
        else if (_settled && !IsStopping)
        {
            Log.ResourceChanged(logger, name, state);
        }
    }

    private void SayWhatIsMissing()
    {
        lock (_lock)
        {
            if (!_settled && !IsStopping)
            {
                Log.StillStarting(logger, _overview.ToString());
            }
        }
    }
}
