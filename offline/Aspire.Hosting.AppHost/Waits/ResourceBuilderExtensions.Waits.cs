using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Starts the resource only when <paramref name="dependency"/> runs and is healthy.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport => builder.Wait(dependency, resource => new WaitAnnotation(resource, WaitType.WaitUntilHealthy));

    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, WaitBehavior waitBehavior)
        where T : IResourceWithWaitSupport => builder.Wait(dependency, resource => new WaitAnnotation(resource, WaitType.WaitUntilHealthy) { WaitBehavior = waitBehavior });

    /// <summary>Starts the resource only when <paramref name="dependency"/> runs, healthy or not.</summary>
    public static IResourceBuilder<T> WaitForStart<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport => builder.Wait(dependency, resource => new WaitAnnotation(resource, WaitType.WaitUntilStarted));

    /// <summary>Starts the resource only when <paramref name="dependency"/> has ended with <paramref name="exitCode"/>.</summary>
    public static IResourceBuilder<T> WaitForCompletion<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, int exitCode = 0)
        where T : IResourceWithWaitSupport => builder.Wait(dependency, resource => new WaitAnnotation(resource, WaitType.WaitForCompletion, exitCode));

    private static IResourceBuilder<T> Wait<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, Func<IResource, WaitAnnotation> annotation)
        where T : IResourceWithWaitSupport
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dependency);

        return ReferenceEquals(builder.Resource, dependency.Resource)
            ? throw new DistributedApplicationException($"The resource '{builder.Resource.Name}' cannot wait for itself.")
            : builder.WithRelationship(dependency.Resource, "WaitFor").WithAnnotation(annotation(dependency.Resource));
    }
}
