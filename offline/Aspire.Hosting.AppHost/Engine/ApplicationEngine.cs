using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Engine;

/// <summary>Runs the resources of an application as local processes.</summary>
internal sealed class ApplicationEngine(
    DistributedApplicationModel model,
    DistributedApplicationOptions options,
    DistributedApplicationExecutionContext executionContext,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    IDistributedApplicationEventing eventing,
    IConfiguration configuration,
    IServiceProvider services,
    IHostApplicationLifetime lifetime,
    ILogger<DistributedApplication> logger) : IHostedService, IAsyncDisposable
{
    private const string SuffixLetters = "abcdefghijklmnopqrstuvwxyz";
    private const int SuffixLength = 8;

    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<IResource, ResourceInstance[]> _instances = [];
    private readonly EndpointProxies _proxies = new();
    private readonly List<int> _ports = [];
    private bool _disposed;
    private Watchdog? _watchdog;
    private EngineServices? _engine;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        try
        {
            await StartAllAsync(starting.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Ctrl+C while things start is no failure to report; what has started is stopped.
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();

        await Task.WhenAll(_instances.Values.SelectMany(instances => instances).Select(instance => instance.StopAsync()));
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await StopAsync(CancellationToken.None);
        foreach (var instance in _instances.Values.SelectMany(instances => instances))
        {
            instance.Dispose();
        }

        await _proxies.DisposeAsync();
        _watchdog?.Dispose();
        _ports.ForEach(FreePorts.Return);
        _ports.Clear();
    }

    /// <summary>Starts one instance by command; one that waits stops waiting.</summary>
    public async Task StartInstanceAsync(string name, CancellationToken cancellationToken)
    {
        var instance = Find(name);
        var waits = false;
        await instance.PublishAsync(snapshot =>
        {
            waits = snapshot.State?.Text == KnownResourceStates.Waiting;
            return waits ? snapshot with { State = KnownResourceStates.Starting } : snapshot;
        });
        if (!waits)
        {
            await LaunchAsync(instance.Resource, [instance], cancellationToken);
        }
    }

    public Task StopInstanceAsync(string name) => Find(name).StopAsync();

    private async Task StartAllAsync(CancellationToken cancellationToken)
    {
        _watchdog = await Watchdog.StartAsync();
        _engine = new EngineServices(notifications, loggers, eventing, executionContext, new ProjectPrograms(options), _proxies, _watchdog, services, logger);

        var withProcesses = model.Resources.Where(resource => resource is ProjectResource or ContainerResource).ToArray();
        foreach (var resource in withProcesses)
        {
            Prepare(resource);
        }

        LogFiles.Open(loggers, withProcesses, logger);
        foreach (var resource in withProcesses)
        {
            await ResourceUrls.PublishAsync(resource, executionContext, notifications, loggers.GetLogger(resource), cancellationToken);
            await eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, services), cancellationToken);
        }

        foreach (var resource in model.Resources.Except(withProcesses))
        {
            await PublishValueAsync(resource, cancellationToken);
        }

        await Task.WhenAll(withProcesses.Select(resource => Task.Run(() => StartAsync(resource, cancellationToken), cancellationToken)));
        await eventing.PublishAsync(new AfterResourcesCreatedEvent(services, model), cancellationToken);
    }

    private ResourceInstance Find(string name) =>
        _instances.Values.SelectMany(instances => instances).FirstOrDefault(instance => instance.Name == name)
        ?? throw new InvalidOperationException($"There is no process '{name}'.");

    private void Prepare(IResource resource)
    {
        LifecycleCommands.AddTo(resource, this);

        var endpoints = resource.Annotations.OfType<EndpointAnnotation>().ToArray();
        var portsAsWanted = !configuration.GetValue<bool>("DcpPublisher:RandomizePorts");
        foreach (var endpoint in endpoints)
        {
            _proxies.Allocate(resource, endpoint, portsAsWanted);
        }

        var instances = Enumerable.Range(0, resource.GetReplicaCount()).Select(_ =>
        {
            var suffix = RandomNumberGenerator.GetString(SuffixLetters, SuffixLength);

            // A container's target port is a port inside of it, and means nothing here.
            var ports = endpoints.ToDictionary(endpoint => endpoint.Name, endpoint => endpoint.TargetPort is { } port && resource is not ContainerResource ? port : FindPort(), StringComparer.OrdinalIgnoreCase);
            return new ResourceInstance(resource, $"{resource.Name}-{suffix}", suffix, ports, _engine!);
        }).ToArray();

        _instances[resource] = instances;
        resource.Annotations.Add(new InstancesAnnotation([.. instances.Select(instance => instance.Name)]));
    }

    private int FindPort()
    {
        var port = FreePorts.Find();
        _ports.Add(port);
        return port;
    }

    private async Task StartAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (resource.HasAnnotationOfType<ExplicitStartupAnnotation>())
        {
            await notifications.PublishUpdateAsync(resource, snapshot => snapshot with { State = KnownResourceStates.NotStarted });
            return;
        }

        await LaunchAsync(resource, _instances[resource], cancellationToken);
    }

    private async Task LaunchAsync(IResource resource, ResourceInstance[] instances, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var instance in instances)
            {
                await instance.PublishStartingAsync();
            }

            if (resource is IResourceWithConnectionString)
            {
                await eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, services), cancellationToken);
            }

            await eventing.PublishAsync(new BeforeResourceStartedEvent(resource, services), cancellationToken);
            await WaitForDependenciesAsync(resource, instances, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            foreach (var instance in instances)
            {
                await instance.FailAsync(exception);
            }

            return;
        }

        await Task.WhenAll(instances.Select(instance => instance.LaunchAsync(cancellationToken)));
    }

    /// <summary>Ends when the dependencies are there, or when a start command says not to wait for them.</summary>
    private async Task WaitForDependenciesAsync(IResource resource, ResourceInstance[] instances, CancellationToken cancellationToken)
    {
        if (!resource.HasAnnotationOfType<WaitAnnotation>())
        {
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ids = instances.Select(instance => instance.Name).ToHashSet();
        var waiting = new HashSet<string>();
        var told = notifications.WaitForResourceAsync(
            resource.Name,
            current => ids.Contains(current.ResourceId)
                && (current.Snapshot.State?.Text == KnownResourceStates.Waiting ? waiting.Add(current.ResourceId) && false : waiting.Contains(current.ResourceId)),
            either.Token);
        var there = notifications.WaitForDependenciesAsync(resource, either.Token);
        try
        {
            await await Task.WhenAny(told, there);
        }
        finally
        {
            await either.CancelAsync();
            await Task.WhenAll(told, there).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task PublishValueAsync(IResource resource, CancellationToken cancellationToken)
    {
        var state = KnownResourceStates.Running;
        if (resource is ParameterResource parameter)
        {
            try
            {
                await parameter.GetValueAsync(cancellationToken);
            }
            catch (MissingParameterValueException exception)
            {
                Log.FailedToStart(logger, resource.Name, exception.Message, exception: null);
                state = KnownResourceStates.ValueMissing;
            }
        }

        if (state == KnownResourceStates.Running && resource is IResourceWithConnectionString)
        {
            await eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, services), cancellationToken);
        }

        await notifications.PublishUpdateAsync(resource, snapshot => snapshot with { State = state });
    }
}
