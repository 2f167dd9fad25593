using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Engine;

/// <summary>The proxies of all endpoints.</summary>
internal sealed class EndpointProxies : IAsyncDisposable
{
    private readonly ConcurrentDictionary<EndpointAnnotation, EndpointProxy> _proxies = new();

    /// <summary>Gives the endpoint its address; connections to it are held from now on.</summary>
    /// <param name="portAsWanted">Whether the port that the model asks for counts.</param>
    public void Allocate(IResource resource, EndpointAnnotation endpoint, bool portAsWanted)
    {
        int port;
        if (endpoint.IsProxied)
        {
            var proxy = EndpointProxy.Listen(portAsWanted ? endpoint.Port : null);
            _proxies[endpoint] = proxy;
            port = proxy.Port;
        }
        else
        {
            if (resource.GetReplicaCount() > 1)
            {
                throw new DistributedApplicationException($"The endpoint '{endpoint.Name}' of '{resource.Name}' needs a proxy: the resource has replicas.");
            }

            endpoint.TargetPort ??= endpoint.Port ?? FreePorts.Find();
            port = endpoint.TargetPort.Value;
        }

        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", port, InstanceValues.Port(endpoint.Name));
    }

    public void Add(IResource resource, IReadOnlyDictionary<string, int> ports) => ForEach(resource, (endpoint, proxy) => proxy.Add(ports[endpoint.Name]));

    public void Remove(IResource resource, IReadOnlyDictionary<string, int> ports) => ForEach(resource, (endpoint, proxy) => proxy.Remove(ports[endpoint.Name]));

    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in _proxies.Values)
        {
            await proxy.DisposeAsync();
        }
    }

    private void ForEach(IResource resource, Action<EndpointAnnotation, EndpointProxy> action)
    {
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            if (_proxies.TryGetValue(endpoint, out var proxy))
            {
                action(endpoint, proxy);
            }
        }
    }
}
