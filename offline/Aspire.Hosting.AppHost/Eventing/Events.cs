using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.ApplicationModel;

public class BeforeStartEvent(IServiceProvider services, DistributedApplicationModel model) : IDistributedApplicationEvent
{
    public IServiceProvider Services => services;

    public DistributedApplicationModel Model => model;
}

public class AfterResourcesCreatedEvent(IServiceProvider services, DistributedApplicationModel model) : IDistributedApplicationEvent
{
    public IServiceProvider Services => services;

    public DistributedApplicationModel Model => model;
}

public class ResourceEndpointsAllocatedEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    public IResource Resource => resource;

    public IServiceProvider Services => services;
}

public class ConnectionStringAvailableEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    public IResource Resource => resource;

    public IServiceProvider Services => services;
}

public class BeforeResourceStartedEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    public IResource Resource => resource;

    public IServiceProvider Services => services;
}

/// <summary>The resource runs and is healthy for the first time.</summary>
public class ResourceReadyEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    public IResource Resource => resource;

    public IServiceProvider Services => services;
}

public class ResourceStoppedEvent(IResource resource, IServiceProvider services, ResourceEvent resourceEvent) : IDistributedApplicationResourceEvent
{
    public IResource Resource => resource;

    public IServiceProvider Services => services;

    public ResourceEvent ResourceEvent => resourceEvent;
}
