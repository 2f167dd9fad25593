namespace Aspire.Hosting.ApplicationModel;

public interface IResource
{
    string Name { get; }

    ResourceAnnotationCollection Annotations { get; }
}

public interface IResourceAnnotation;

public interface IResourceWithArgs : IResource;

public interface IResourceWithEndpoints : IResource;

public interface IResourceWithEnvironment : IResource;

public interface IResourceWithWaitSupport : IResource;

/// <summary>A resource that is never started or stopped, and so is never waited for.</summary>
public interface IResourceWithoutLifetime : IResource;
