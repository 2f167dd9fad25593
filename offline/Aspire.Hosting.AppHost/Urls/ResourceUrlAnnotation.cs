using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An address that people are shown for a resource.</summary>
public sealed class ResourceUrlAnnotation : IResourceAnnotation
{
    public required string Url { get; set; }

    public string? DisplayText { get; set; }

    public EndpointReference? Endpoint { get; init; }

    public UrlDisplayLocation DisplayLocation { get; set; }
}

public enum UrlDisplayLocation
{
    SummaryAndDetails,
    DetailsOnly,
}

public sealed class ResourceUrlsCallbackAnnotation(Func<ResourceUrlsCallbackContext, Task> callback) : IResourceAnnotation
{
    public Func<ResourceUrlsCallbackContext, Task> Callback => callback;
}

public class ResourceUrlsCallbackContext(
    DistributedApplicationExecutionContext executionContext,
    IResource resource,
    List<ResourceUrlAnnotation>? urls = null,
    CancellationToken cancellationToken = default)
{
    public List<ResourceUrlAnnotation> Urls { get; } = urls ?? [];

    public IResource Resource => resource;

    public DistributedApplicationExecutionContext ExecutionContext => executionContext;

    public CancellationToken CancellationToken => cancellationToken;

    public ILogger Logger { get; set; } = NullLogger.Instance;

    public EndpointReference? GetEndpoint(string name) =>
        Resource is IResourceWithEndpoints owner && owner.GetEndpoint(name) is { Exists: true } endpoint ? endpoint : null;
}
