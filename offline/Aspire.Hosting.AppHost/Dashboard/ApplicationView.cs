using Aspire.Dashboard.ConsoleLogs;
using Aspire.Dashboard.Resources;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Dashboard;

/// <summary>The engine's application, as the dashboard asks for it.</summary>
internal sealed class ApplicationView(
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    ResourceCommandService commands,
    IHostEnvironment environment) : IApplicationView
{
    public ResourceList GetResources()
    {
        // The version first: what changes after it makes the page ask again.
        var version = notifications.Version;
        return new ResourceList(environment.ApplicationName, version, [.. model.Resources.Select(Describe).OfType<ResourceView>()]);
    }

    public async Task<CommandOutcome?> ExecuteAsync(string replicaId, string command, IReadOnlyDictionary<string, string?> arguments, CancellationToken cancellationToken)
    {
        if (!notifications.TryGetCurrentState(replicaId, out var current) || current.Snapshot.Commands.FirstOrDefault(offered => offered.Name == command) is not { } offer || !offer.Visibility.HasFlag(ResourceCommandVisibility.UI))
        {
            return null;
        }

        var inputs = offer.Arguments.Where(argument => arguments.ContainsKey(argument.Name)).Select(argument => argument.WithValue(arguments[argument.Name]));
        var result = await commands.ExecuteCommandAsync(current.ResourceId, command, new InteractionInputCollection([.. inputs]), cancellationToken);
        return new CommandOutcome(result.Success, result.Canceled, result.Message, result.Data?.Value, result.Data?.Format.ToString(), result.Errors);
    }

    public ConsolePage? ReadConsole(string? resource, long after, int limit)
    {
        var ids = model.Resources
            .SelectMany(candidate => candidate.GetInstanceNames().Where(id => resource is null || ModelName.Same(candidate.Name, resource) || ModelName.Same(id, resource)))
            .ToArray();
        return ids.Length > 0 ? loggers.Read(ids, after, limit) : null;
    }

    private ResourceView? Describe(IResource resource)
    {
        var replicas = resource.GetInstanceNames()
            .Select(id => notifications.TryGetCurrentState(id, out var current) ? ReplicaViews.Create(current) : null)
            .OfType<ReplicaView>()
            .ToArray();
        return replicas is [] || (resource is ParameterResource and not IResourceWithConnectionString)
            ? null
            : new ResourceView(resource.Name, CurrentType(resource), replicas);
    }

    private string CurrentType(IResource resource) =>
        notifications.TryGetCurrentState(resource.GetInstanceNames()[0], out var current) ? current.Snapshot.ResourceType : "";
}
