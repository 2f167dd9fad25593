using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Engine;

/// <summary>The state of each process, as far as it was told.</summary>
internal sealed class ResourceOverview(DistributedApplicationModel model)
{
    public const string Unhealthy = "Running (unhealthy)";

    private const string Gap = "   ";

    private readonly Dictionary<string, CustomResourceSnapshot> _snapshots = [];

    /// <summary>Whether each resource is up, has failed, or waits for one that will not come by itself.</summary>
    public bool IsSettled => Shown.All(resource => Snapshots(resource).All(snapshot => IsSettledIn(resource, snapshot)));

    private IEnumerable<IResource> Shown => model.Resources.Where(resource => resource is not ParameterResource or IResourceWithConnectionString);

    /// <returns>Whether people see a difference.</returns>
    public bool Update(ResourceEvent change, out string state)
    {
        var before = _snapshots.TryGetValue(change.ResourceId, out var known) ? Describe(known) : null;
        _snapshots[change.ResourceId] = change.Snapshot;
        state = Describe(change.Snapshot);
        return state != before;
    }

    /// <summary>A line for each resource: its name, its state, its addresses. Replicas have a line each when their states differ.</summary>
    public override string ToString()
    {
        var lines = Shown.SelectMany(Lines).ToArray();
        var (names, states) = (lines.Max(line => line.Name.Length), lines.Max(line => line.State.Length));
        return string.Join('\n', lines.Select(line => $"{line.Name.PadRight(names)}{Gap}{line.State.PadRight(states)}{Gap}{line.Urls}".TrimEnd()));
    }

    private IEnumerable<(string Name, string State, string Urls)> Lines(IResource resource)
    {
        var instances = resource.GetInstanceNames().Select(id => (Id: id, Snapshot: _snapshots.GetValueOrDefault(id))).ToArray();
        var urls = string.Join(Gap, instances[0].Snapshot?.Urls.Where(url => !url.IsInternal).Select(Describe) ?? []);
        var states = instances.Select(instance => Describe(instance.Snapshot)).Distinct().ToArray();

        return states.Length == 1
            ? [(resource.Name, instances.Length == 1 ? states[0] : $"{instances.Length} × {states[0]}", urls)]
            : instances.Select(instance => (instance.Id, Describe(instance.Snapshot), urls));
    }

    private IEnumerable<CustomResourceSnapshot?> Snapshots(IResource resource) => resource.GetInstanceNames().Select(id => _snapshots.GetValueOrDefault(id));

    private bool IsSettledIn(IResource resource, CustomResourceSnapshot? snapshot) => snapshot?.State?.Text switch
    {
        null or nameof(KnownResourceStates.Starting) or nameof(KnownResourceStates.Stopping) => false,
        nameof(KnownResourceStates.Running) => snapshot.ResourceReady is not null,
        nameof(KnownResourceStates.Waiting) => WaitsInVain(resource),
        _ => true,
    };

    private bool WaitsInVain(IResource resource) => resource.Annotations.OfType<WaitAnnotation>().Any(wait => Snapshots(wait.Resource).Any(snapshot => snapshot?.State?.Text switch
    {
        null or nameof(KnownResourceStates.Starting) or nameof(KnownResourceStates.Stopping) or nameof(KnownResourceStates.Running) => false,
        nameof(KnownResourceStates.Waiting) => WaitsInVain(wait.Resource),
        _ => wait.WaitType != WaitType.WaitForCompletion || snapshot.ExitCode != wait.ExitCode,
    }));

    private static string Describe(CustomResourceSnapshot? snapshot) => (snapshot?.State?.Text, snapshot?.HealthStatus) switch
    {
        // Until its first health checks have succeeded, a resource counts as starting.
        (nameof(KnownResourceStates.Running), HealthStatus.Healthy) => "Running (healthy)",
        (nameof(KnownResourceStates.Running), _) => snapshot!.ResourceReady is null ? "Starting" : Unhealthy,
        (nameof(KnownResourceStates.Finished) or nameof(KnownResourceStates.Exited), _) => $"{snapshot!.State!.Text} (exit code {snapshot.ExitCode})",
        var (state, _) => state ?? "Starting",
    };

    private static string Describe(UrlSnapshot url) => url.DisplayProperties.DisplayName is { Length: > 0 } text ? $"{url.Url} ({text})" : url.Url;
}
