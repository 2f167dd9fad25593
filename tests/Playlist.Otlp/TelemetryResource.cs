namespace Playlist.Otlp;

/// <summary>The process that telemetry comes from, as it describes itself.</summary>
/// <param name="Service"><c>service.name</c>; empty when it is not given.</param>
/// <param name="Instance"><c>service.instance.id</c>: which replica; empty when it is not given.</param>
public sealed record TelemetryResource(string Service, string Instance, AttributeList Attributes);
