namespace Aspire.Hosting.ApplicationModel;

/// <param name="resourceId">The process's id, such as <c>server-abcdefgh</c>; the resource's name when it has no processes.</param>
public class ResourceEvent(IResource resource, string resourceId, CustomResourceSnapshot snapshot)
{
    public IResource Resource => resource;

    public string ResourceId => resourceId;

    public CustomResourceSnapshot Snapshot => snapshot;
}

public sealed class ResourceNotificationServiceOptions
{
    public WaitBehavior DefaultWaitBehavior { get; set; }
}
