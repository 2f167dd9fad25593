using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Engine;

/// <summary>What an instance needs of the engine.</summary>
internal sealed record EngineServices(
    ResourceNotificationService Notifications,
    ResourceLoggerService Loggers,
    IDistributedApplicationEventing Eventing,
    DistributedApplicationExecutionContext ExecutionContext,
    ProjectPrograms Programs,
    EndpointProxies Proxies,
    Watchdog Watchdog,
    IServiceProvider Services,
    ILogger Logger);
