namespace Aspire.Hosting.ApplicationModel;

/// <summary>What Aspire runs in a container. Here it runs as a local program, if the resource says which: see <see cref="LocalProgramAnnotation"/>.</summary>
public class ContainerResource(string name, string? entrypoint = null)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport
{
    public string? Entrypoint { get; set; } = entrypoint;
}
