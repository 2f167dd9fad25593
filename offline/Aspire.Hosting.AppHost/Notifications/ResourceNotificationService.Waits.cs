using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

public partial class ResourceNotificationService
{
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [string.IsNullOrEmpty(targetState) ? KnownResourceStates.Running : targetState], cancellationToken);

    /// <returns>The state that was reached.</returns>
    public async Task<string> WaitForResourceAsync(string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        var states = targetStates.ToArray();
        var reached = await WaitAsync(
            resourceName,
            current => states.Contains(current.Snapshot.State?.Text, StringComparer.OrdinalIgnoreCase),
            $"reach one of the states {string.Join(", ", states)}",
            cancellationToken);
        return reached.Snapshot.State!.Text;
    }

    public Task<ResourceEvent> WaitForResourceAsync(string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default) =>
        WaitAsync(resourceName, predicate, "meet the condition", cancellationToken);

    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, DefaultWaitBehavior, cancellationToken);

    /// <exception cref="DistributedApplicationException">There is no such resource; or it failed, and <paramref name="waitBehavior"/> says that this ends the wait.</exception>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        var stops = waitBehavior == WaitBehavior.StopOnResourceUnavailable;
        if (stops && _services.GetRequiredService<DistributedApplicationModel>().Resources.All(resource => !ModelName.Same(resource.Name, resourceName)))
        {
            throw new DistributedApplicationException($"Stopped waiting for resource '{resourceName}' to become healthy: there is no such resource.");
        }

        var reached = await WaitAsync(resourceName, current => IsHealthy(current) || (stops && IsUnavailable(current)), "become healthy", cancellationToken);
        return IsHealthy(reached)
            ? await WaitUntilReadyAsync(resourceName, reached.ResourceId, cancellationToken)
            : throw new DistributedApplicationException($"Stopped waiting for resource '{resourceName}' to become healthy: it is in the state '{reached.Snapshot.State?.Text}'.");
    }

    /// <summary>Waits for everything that the resource's <see cref="WaitAnnotation"/>s name; the resource is shown as waiting meanwhile.</summary>
    /// <exception cref="DistributedApplicationException">One of them failed.</exception>
    public async Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resource);

        var waits = resource.Annotations.OfType<WaitAnnotation>().Where(wait => wait.Resource is not IResourceWithoutLifetime).ToArray();
        if (waits.Length == 0)
        {
            return;
        }

        await PublishUpdateAsync(resource, snapshot => snapshot.State?.Text is null or nameof(KnownResourceStates.NotStarted) or nameof(KnownResourceStates.Starting)
            ? snapshot with { State = KnownResourceStates.Waiting }
            : snapshot);
        await Task.WhenAll(waits.SelectMany(wait => wait.Resource.GetInstanceNames().Select(id => WaitForDependencyAsync(resource, wait, id, cancellationToken))));
    }

    private async Task WaitForDependencyAsync(IResource resource, WaitAnnotation wait, string id, CancellationToken cancellationToken)
    {
        var logger = _loggers.GetLogger(resource);
        var name = wait.Resource.Name;
        Log.WaitingFor(logger, name, wait.WaitType);

        var stops = wait.WaitType == WaitType.WaitForCompletion || (wait.WaitBehavior ?? DefaultWaitBehavior) == WaitBehavior.StopOnResourceUnavailable;
        var reached = await WaitAsync(
            name,
            current => current.ResourceId == id && (IsReached(wait, current) || (stops && IsUnavailable(current))),
            "be there",
            cancellationToken);

        if (!IsReached(wait, reached))
        {
            var reason = Describe(reached);
            Log.StoppedWaitingFor(logger, name, reason);
            throw new DistributedApplicationException($"Resource '{resource.Name}' stopped waiting for '{id}' because {reason}.");
        }

        if (wait.WaitType == WaitType.WaitUntilHealthy)
        {
            await WaitAsync(name, current => current.ResourceId == id && IsHealthy(current), "become healthy", cancellationToken);
            await WaitUntilReadyAsync(name, id, cancellationToken);
        }

        Log.FinishedWaitingFor(logger, name);
    }

    private async Task<ResourceEvent> WaitUntilReadyAsync(string resourceName, string id, CancellationToken cancellationToken)
    {
        var ready = await WaitAsync(resourceName, current => current.ResourceId == id && current.Snapshot.ResourceReady is not null, "be ready", cancellationToken);
        await ready.Snapshot.ResourceReady!.WaitAsync(cancellationToken);
        return ready;
    }

    private async Task<ResourceEvent> WaitAsync(string resourceName, Func<ResourceEvent, bool> predicate, string goal, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposing.Token);
        try
        {
            await foreach (var current in WatchAsync(either.Token))
            {
                if (ModelName.Same(current.Resource.Name, resourceName) && predicate(current))
                {
                    return current;
                }
            }
        }
        catch (OperationCanceledException exception)
        {
            var last = _current.Values.Where(current => ModelName.Same(current.Resource.Name, resourceName)).Select(current => $"{current.ResourceId}: {Describe(current)}");
            throw new OperationCanceledException($"Resource '{resourceName}' did not {goal} in time ({string.Join("; ", last)}).", exception, exception.CancellationToken);
        }

        throw new OperationCanceledException($"Resource '{resourceName}' did not {goal}.");
    }

    private static bool IsReached(WaitAnnotation wait, ResourceEvent current) => wait.WaitType == WaitType.WaitForCompletion
        ? current.Snapshot.State?.Text is nameof(KnownResourceStates.Finished) or nameof(KnownResourceStates.Exited) && (current.Snapshot.ExitCode ?? wait.ExitCode) == wait.ExitCode
        : current.Snapshot.State?.Text == KnownResourceStates.Running;

    private static bool IsHealthy(ResourceEvent current) => current.Snapshot.HealthStatus == HealthStatus.Healthy;

    private static bool IsUnavailable(ResourceEvent current) => current.Snapshot.State?.Text
        is nameof(KnownResourceStates.Finished) or nameof(KnownResourceStates.Exited) or nameof(KnownResourceStates.FailedToStart) or nameof(KnownResourceStates.RuntimeUnhealthy);

    private static string Describe(ResourceEvent current)
    {
        var snapshot = current.Snapshot;
        var health = string.Join(", ", snapshot.HealthReports.Where(report => report.Status != HealthStatus.Healthy).Select(report => report.Description ?? "not checked yet"));
        return $"it is in the state '{snapshot.State?.Text}'"
            + (snapshot.ExitCode is { } exitCode ? $" with exit code {exitCode}" : "")
            + (health.Length > 0 ? $", unhealthy: {health}" : "");
    }
}
