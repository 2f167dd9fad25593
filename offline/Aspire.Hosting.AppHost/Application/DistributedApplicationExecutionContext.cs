namespace Aspire.Hosting;

/// <remarks>The stand-ins only run applications; they publish none.</remarks>
public class DistributedApplicationExecutionContext(DistributedApplicationOperation operation)
{
    public DistributedApplicationOperation Operation => operation;

    public bool IsRunMode => Operation == DistributedApplicationOperation.Run;

    public bool IsPublishMode => Operation == DistributedApplicationOperation.Publish;

    /// <exception cref="InvalidOperationException">The application is not built yet.</exception>
    public IServiceProvider Services => BuiltServices ?? throw new InvalidOperationException("The services are not there before the application is built.");

    internal IServiceProvider? BuiltServices { get; set; }
}

public enum DistributedApplicationOperation
{
    Run,
    Publish,
}
