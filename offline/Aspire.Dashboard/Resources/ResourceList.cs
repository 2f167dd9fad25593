namespace Aspire.Dashboard.Resources;

/// <param name="Version">Higher after every change.</param>
internal sealed record ResourceList(string Application, long Version, IReadOnlyList<ResourceView> Resources);

/// <param name="Type">Such as <c>Project</c> or <c>Container</c>.</param>
/// <param name="Replicas">The resource's processes, at least one; a resource without processes has one that stands for itself.</param>
internal sealed record ResourceView(string Name, string Type, IReadOnlyList<ReplicaView> Replicas);

/// <param name="Id">Such as <c>server-abcdefgh</c>, where <c>server</c> is the resource and <c>abcdefgh</c> the <c>service.instance.id</c> of its telemetry.</param>
/// <param name="State">As <c>KnownResourceStates</c> has them; <see langword="null"/> before the first.</param>
/// <param name="StateStyle"><c>success</c>, <c>info</c>, <c>warning</c>, <c>error</c> or none.</param>
/// <param name="Health"><c>Healthy</c>, <c>Degraded</c>, <c>Unhealthy</c>; <see langword="null"/> while it does not run.</param>
/// <param name="Restarts">How often it was started again.</param>
internal sealed record ReplicaView(
    string Id,
    string? State,
    string? StateStyle,
    string? Health,
    IReadOnlyList<HealthReportView> HealthReports,
    int? ExitCode,
    DateTime? Started,
    DateTime? Stopped,
    int Restarts,
    IReadOnlyList<UrlView> Urls,
    IReadOnlyList<PropertyView> Properties,
    IReadOnlyList<PropertyView> Environment,
    IReadOnlyList<CommandView> Commands);

/// <param name="Status"><see langword="null"/>: not checked yet.</param>
/// <param name="Description">The check's words; of a failing one what is wrong.</param>
internal sealed record HealthReportView(string Name, string? Status, string? Description, DateTime? LastRun);

/// <param name="Name">The endpoint's name.</param>
/// <param name="Text">What to show instead of the address; may be empty.</param>
/// <param name="Inactive">Whether nothing answers there now.</param>
internal sealed record UrlView(string? Name, string Url, string Text, bool Inactive);

internal sealed record PropertyView(string Name, string Value);
