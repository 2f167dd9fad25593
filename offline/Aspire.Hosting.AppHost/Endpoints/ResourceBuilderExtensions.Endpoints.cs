using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder,
        int? port = null,
        int? targetPort = null,
        string? scheme = null,
        string? name = null,
        string? env = null,
        bool? isProxied = null,
        bool? isExternal = null,
        ProtocolType? protocol = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);

        var endpointName = name ?? scheme ?? (protocol ?? ProtocolType.Tcp).ToString().ToLowerInvariant();
        var endpoint = Find(builder.Resource, endpointName);
        if (endpoint is null)
        {
            endpoint = new EndpointAnnotation(protocol ?? ProtocolType.Tcp, scheme, transport: null, name, port, targetPort, isExternal, isProxied);
            builder.WithAnnotation(endpoint);
        }
        else
        {
            // Called again for an endpoint, perhaps one of the launch profile: what is given now counts.
            endpoint.Port = port ?? endpoint.Port;
            endpoint.TargetPort = targetPort ?? endpoint.TargetPort;
            endpoint.IsExternal = isExternal ?? endpoint.IsExternal;
            endpoint.IsExplicitlyProxied = isProxied ?? endpoint.IsExplicitlyProxied;
        }

        HandOverPort(builder, endpoint, env);
        return builder;
    }

    public static IResourceBuilder<T> WithEndpoint<T>(this IResourceBuilder<T> builder, string endpointName, Action<EndpointAnnotation> callback, bool createIfNotExists = true)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(endpointName);
        ArgumentNullException.ThrowIfNull(callback);

        if (Find(builder.Resource, endpointName) is { } existing)
        {
            callback(existing);
        }
        else if (createIfNotExists)
        {
            var endpoint = new EndpointAnnotation(ProtocolType.Tcp, name: endpointName);
            callback(endpoint);
            builder.WithAnnotation(endpoint);
        }

        return builder;
    }

    public static IResourceBuilder<T> WithHttpEndpoint<T>(this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
        where T : IResourceWithEndpoints =>
        builder.WithEndpoint(port, targetPort, scheme: "http", name, env, isProxied);

    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Resource.GetEndpoint(name);
    }

    private static EndpointAnnotation? Find(IResource resource, string endpointName) =>
        resource.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(endpoint => ModelName.Same(endpoint.Name, endpointName));

    private static void HandOverPort<T>(IResourceBuilder<T> builder, EndpointAnnotation endpoint, string? env)
        where T : IResourceWithEndpoints
    {
        if (env is null || builder.Resource is not IResourceWithEnvironment)
        {
            return;
        }

        var known = endpoint.TargetPortEnvironmentVariable is not null;
        endpoint.TargetPortEnvironmentVariable = env;
        if (!known)
        {
            var port = new EndpointReference(builder.Resource, endpoint).Property(EndpointProperty.TargetPort);
            builder.WithAnnotation(new EnvironmentCallbackAnnotation(context => context.EnvironmentVariables[endpoint.TargetPortEnvironmentVariable] = port));
        }
    }
}
