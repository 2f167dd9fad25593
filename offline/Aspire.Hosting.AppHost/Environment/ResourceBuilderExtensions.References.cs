using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Hands over <c>ConnectionStrings__{name}</c>, and each part of the connection string as <c>NAME_PART</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder,
        IResourceBuilder<IResourceWithConnectionString> source,
        string? connectionName = null,
        bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(source);

        var resource = source.Resource;
        var name = connectionName ?? resource.Name;
        var prefix = name.Length == 0 ? "" : $"{EnvironmentName(name).ToUpperInvariant()}_";

        return builder.WithReferenceRelationship(resource).WithEnvironment(context =>
        {
            context.EnvironmentVariables[resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{name}"] = new ConnectionStringReference(resource, optional);
            foreach (var (key, value) in resource.GetConnectionProperties())
            {
                context.EnvironmentVariables[prefix + key.ToUpperInvariant()] = value;
            }
        });
    }

    /// <summary>Hands over each endpoint twice, for service discovery and for people: <c>services__{resource}__{endpoint}__0</c> and <c>RESOURCE_ENDPOINT</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(source);

        ReferenceTo(builder, source.Resource).UseAllEndpoints = true;
        return builder;
    }

    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(endpointReference);

        ReferenceTo(builder, endpointReference.Resource).EndpointNames.Add(endpointReference.EndpointName);
        return builder;
    }

    private static EndpointReferenceAnnotation ReferenceTo<T>(IResourceBuilder<T> builder, IResourceWithEndpoints resource)
        where T : IResourceWithEnvironment
    {
        builder.WithReferenceRelationship(resource);
        if (builder.Resource.Annotations.OfType<EndpointReferenceAnnotation>().FirstOrDefault(existing => existing.Resource == resource) is { } known)
        {
            return known;
        }

        var reference = new EndpointReferenceAnnotation(resource);
        builder.WithAnnotation(reference).WithEnvironment(context =>
        {
            foreach (var endpoint in resource.GetEndpoints())
            {
                if (reference.EndpointNames.Contains(endpoint.EndpointName) || (reference.UseAllEndpoints && !endpoint.ExcludeReferenceEndpoint))
                {
                    HandOver(endpoint, context.EnvironmentVariables);
                }
            }
        });
        return reference;
    }

    private static void HandOver(EndpointReference endpoint, Dictionary<string, object> variables)
    {
        variables[$"{EnvironmentName(endpoint.Resource.Name).ToUpperInvariant()}_{EnvironmentName(endpoint.EndpointName).ToUpperInvariant()}"] = endpoint;

        // For an endpoint named http or https, its scheme counts: it may have been upgraded to TLS.
        var discoveryName = endpoint.EndpointName is "http" or "https" ? endpoint.Scheme : endpoint.EndpointName;
        var index = 0;
        while (!variables.TryAdd($"services__{endpoint.Resource.Name}__{discoveryName}__{index}", endpoint))
        {
            index++;
        }
    }

    /// <summary>A name as part of an environment variable's: <c>my-worker</c> becomes <c>my_worker</c>.</summary>
    private static string EnvironmentName(string name) => NotInEnvironmentName().Replace(name, "_");

    [GeneratedRegex("[^A-Za-z0-9_]")]
    private static partial Regex NotInEnvironmentName();
}
