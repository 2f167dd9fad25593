using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Engine;

/// <summary>Says on the console what a dashboard would show: each resource's state, and its addresses once it runs.</summary>
internal sealed class ConsoleReport(ResourceNotificationService notifications, ILogger<DistributedApplication> logger) : BackgroundService
{
    private readonly Dictionary<string, string> _said = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(stoppingToken))
            {
                Say(change);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private void Say(ResourceEvent change)
    {
        var snapshot = change.Snapshot;
        if (Describe(snapshot) is not { } state || change.Resource is ParameterResource || _said.GetValueOrDefault(change.ResourceId) == state)
        {
            return;
        }

        _said[change.ResourceId] = state;
        var name = change.Resource.GetReplicaCount() > 1 ? change.ResourceId : change.Resource.Name;
        if (snapshot.State!.Style == KnownResourceStateStyles.Error)
        {
            Log.ResourceFailed(logger, name, state);
        }
        else
        {
            var urls = snapshot.State.Text == KnownResourceStates.Running ? snapshot.Urls.Where(url => !url.IsInternal).Select(url => url.Url) : [];
            Log.ResourceChanged(logger, name, state, string.Join("  ", urls));
        }
    }

    private static string? Describe(CustomResourceSnapshot snapshot) => (snapshot.State?.Text, snapshot.HealthStatus) switch
    {
        // Until its first health checks have succeeded, a resource counts as starting.
        (null or nameof(KnownResourceStates.Starting), _) => null,
        (nameof(KnownResourceStates.Running), HealthStatus.Healthy) => "Running (healthy)",
        (nameof(KnownResourceStates.Running), _) => snapshot.ResourceReady is null ? null : "Running (unhealthy)",
        (nameof(KnownResourceStates.Finished) or nameof(KnownResourceStates.Exited), _) => $"{snapshot.State!.Text} (exit code {snapshot.ExitCode})",
        var (state, _) => state,
    };
}
