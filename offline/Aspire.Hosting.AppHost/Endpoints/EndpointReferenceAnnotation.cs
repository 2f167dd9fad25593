namespace Aspire.Hosting.ApplicationModel;

/// <summary>Which endpoints of another resource a resource is told of: one annotation per other resource.</summary>
public sealed class EndpointReferenceAnnotation(IResourceWithEndpoints resource) : IResourceAnnotation
{
    public IResourceWithEndpoints Resource => resource;

    public bool UseAllEndpoints { get; set; }

    public ISet<string> EndpointNames { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
}
