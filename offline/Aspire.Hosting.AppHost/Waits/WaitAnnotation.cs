namespace Aspire.Hosting.ApplicationModel;

public sealed class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
{
    public IResource Resource => resource;

    public WaitType WaitType => waitType;

    public int ExitCode => exitCode;

    /// <summary><see langword="null"/>: <see cref="ResourceNotificationServiceOptions.DefaultWaitBehavior"/>.</summary>
    public WaitBehavior? WaitBehavior { get; init; }
}

public enum WaitType
{
    WaitUntilHealthy,
    WaitForCompletion,
    WaitUntilStarted,
}

/// <summary>What a wait does when the resource fails.</summary>
public enum WaitBehavior
{
    WaitOnResourceUnavailable,
    StopOnResourceUnavailable,
}
