using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Holds the newest snapshot of each resource, and tells of every change.</summary>
public partial class ResourceNotificationService : IDisposable
{
    private readonly ConcurrentDictionary<string, ResourceEvent> _current = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ChannelWriter<ResourceEvent>> _watchers = [];
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _disposing = new();
    private readonly IServiceProvider _services;
    private readonly ResourceLoggerService _loggers;
    private long _version;

    public ResourceNotificationService(
        ILogger<ResourceNotificationService> logger,
        IHostApplicationLifetime hostApplicationLifetime,
        IServiceProvider serviceProvider,
        ResourceLoggerService resourceLoggerService)
    {
        ArgumentNullException.ThrowIfNull(logger);
        ArgumentNullException.ThrowIfNull(hostApplicationLifetime);
        ArgumentNullException.ThrowIfNull(serviceProvider);
        ArgumentNullException.ThrowIfNull(resourceLoggerService);

        _services = serviceProvider;
        _loggers = resourceLoggerService;
        DefaultWaitBehavior = serviceProvider.GetService<IOptions<ResourceNotificationServiceOptions>>()?.Value.DefaultWaitBehavior ?? WaitBehavior.StopOnResourceUnavailable;
    }

    /// <summary>That of the newest snapshot.</summary>
    internal long Version => Interlocked.Read(ref _version);

    private WaitBehavior DefaultWaitBehavior { get; }

    /// <param name="resourceId">A process's id, or the name of a resource that has just one.</param>
    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        if (_current.TryGetValue(resourceId, out resourceEvent))
        {
            return true;
        }

        var named = _current.Values.Where(current => ModelName.Same(current.Resource.Name, resourceId)).Take(2).ToArray();
        resourceEvent = named.Length == 1 ? named[0] : null;
        return resourceEvent is not null;
    }

    /// <summary>First what is known of each resource, then every change.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<ResourceEvent>(new UnboundedChannelOptions { SingleReader = true });
        lock (_lock)
        {
            foreach (var current in _current.Values.OrderBy(current => current.Snapshot.Version))
            {
                channel.Writer.TryWrite(current);
            }

            _watchers.Add(channel.Writer);
        }

        try
        {
            await foreach (var resourceEvent in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return resourceEvent;
            }
        }
        finally
        {
            lock (_lock)
            {
                _watchers.Remove(channel.Writer);
            }
        }
    }

    /// <summary>Changes the snapshot of each of the resource's processes.</summary>
    public async Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        foreach (var id in resource.GetInstanceNames())
        {
            await PublishUpdateAsync(resource, id, stateFactory);
        }
    }

    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(resourceId);
        ArgumentNullException.ThrowIfNull(stateFactory);

        lock (_lock)
        {
            var previous = _current.TryGetValue(resourceId, out var known)
                ? known.Snapshot
                : new CustomResourceSnapshot { ResourceType = TypeOf(resource), Properties = [], CreationTimeStamp = DateTime.UtcNow };
            var next = stateFactory(previous);
            if (next == previous && known is not null)
            {
                return Task.CompletedTask;
            }

            next = next with { Version = ++_version };
            next = next with { Commands = [.. resource.Annotations.OfType<ResourceCommandAnnotation>().Select(command => command.ToSnapshot(next, _services))] };

            var resourceEvent = new ResourceEvent(resource, resourceId, next);
            _current[resourceId] = resourceEvent;
            foreach (var watcher in _watchers)
            {
                watcher.TryWrite(resourceEvent);
            }
        }

        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _disposing.Cancel();
        GC.SuppressFinalize(this);
    }

    private static string TypeOf(IResource resource) => resource switch
    {
        ProjectResource => "Project",
        ContainerResource => "Container",
        ParameterResource => "Parameter",
        _ => resource.GetType().Name,
    };
}
