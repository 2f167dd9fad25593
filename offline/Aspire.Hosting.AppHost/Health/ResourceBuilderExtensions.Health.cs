using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(key);

        return builder.Resource.Annotations.OfType<HealthCheckAnnotation>().Any(existing => existing.Key == key)
            ? throw new DistributedApplicationException($"The resource '{builder.Resource.Name}' already has a health check '{key}'.")
            : builder.WithAnnotation(new HealthCheckAnnotation(key));
    }

    /// <summary>The resource is healthy when the path answers with the status code (200).</summary>
    /// <param name="endpointName">The endpoint to ask; when it is not given, the one named https, else http.</param>
    /// <exception cref="DistributedApplicationException">The resource has no such endpoint, or it is not an http endpoint.</exception>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);

        string[] candidates = endpointName is null ? ["https", "http"] : [endpointName];
        return builder.WithHttpHealthCheck(
            () => candidates.Select(builder.Resource.GetEndpoint).FirstOrDefault(endpoint => endpoint.Exists)
                ?? throw new DistributedApplicationException($"Could not create HTTP health check for resource '{builder.Resource.Name}': it has no endpoint named {string.Join(" or ", candidates.Select(name => $"'{name}'"))}."),
            path,
            statusCode);
    }

    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, Func<EndpointReference>? endpointSelector, string? path = null, int? statusCode = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (endpointSelector is null)
        {
            return builder.WithHttpHealthCheck(path, statusCode);
        }

        var endpoint = endpointSelector()
            ?? throw new DistributedApplicationException($"Could not create HTTP health check for resource '{builder.Resource.Name}': the endpoint selector gave none.");
        if (!endpoint.IsHttp && !endpoint.IsHttps)
        {
            throw new DistributedApplicationException($"Could not create HTTP health check for resource '{builder.Resource.Name}': its endpoint '{endpoint.EndpointName}' has the scheme '{endpoint.Scheme}'.");
        }

        var key = $"{builder.Resource.Name}_{endpoint.EndpointName}_{path ?? "/"}_{statusCode ?? 200}_check";
        var services = builder.ApplicationBuilder.Services;
        services.AddHttpClient(key).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { ActivityHeadersPropagator = null });
        services.AddLogging(logging => logging.AddFilter($"System.Net.Http.HttpClient.{key}", LogLevel.None));
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            key,
            provider => new HttpHealthCheck(endpoint, path ?? "/", statusCode ?? 200, () => provider.GetRequiredService<IHttpClientFactory>().CreateClient(key)),
            failureStatus: null,
            tags: null));

        return builder.WithHealthCheck(key);
    }
}
