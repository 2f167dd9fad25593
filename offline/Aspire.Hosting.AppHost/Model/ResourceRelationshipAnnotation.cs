namespace Aspire.Hosting.ApplicationModel;

public sealed class ResourceRelationshipAnnotation(IResource resource, string type) : IResourceAnnotation
{
    public IResource Resource => resource;

    public string Type => type;
}

/// <summary>The resource's processes wait until somebody gives the start command.</summary>
public sealed class ExplicitStartupAnnotation : IResourceAnnotation;
