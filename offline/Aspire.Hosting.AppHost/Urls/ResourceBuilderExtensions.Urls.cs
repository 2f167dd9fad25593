using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    public static IResourceBuilder<T> WithUrls<T>(this IResourceBuilder<T> builder, Action<ResourceUrlsCallbackContext> callback)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(callback);
        return builder.WithUrls(context =>
        {
            callback(context);
            return Task.CompletedTask;
        });
    }

    public static IResourceBuilder<T> WithUrls<T>(this IResourceBuilder<T> builder, Func<ResourceUrlsCallbackContext, Task> callback)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(callback);
        return builder.WithAnnotation(new ResourceUrlsCallbackAnnotation(callback));
    }

    /// <summary>Changes how the endpoint's address is shown.</summary>
    public static IResourceBuilder<T> WithUrlForEndpoint<T>(this IResourceBuilder<T> builder, string endpointName, Action<ResourceUrlAnnotation> callback)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(callback);
        return builder.WithUrls(context =>
        {
            if (context.Urls.FirstOrDefault(url => url.Endpoint?.EndpointName == endpointName) is { } url)
            {
                callback(url);
            }
            else
            {
                LogNoSuchEndpoint(context.Logger, endpointName, context.Resource.Name);
            }
        });
    }

    /// <summary>Shows one more address for the endpoint.</summary>
    public static IResourceBuilder<T> WithUrlForEndpoint<T>(this IResourceBuilder<T> builder, string endpointName, Func<EndpointReference, ResourceUrlAnnotation> callback)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(callback);
        return builder.WithUrls(context =>
        {
            if (builder.GetEndpoint(endpointName) is { Exists: true } endpoint)
            {
                var url = callback(endpoint);
                context.Urls.Add(new ResourceUrlAnnotation { Url = url.Url, DisplayText = url.DisplayText, DisplayLocation = url.DisplayLocation, Endpoint = endpoint });
            }
            else
            {
                LogNoSuchEndpoint(context.Logger, endpointName, context.Resource.Name);
            }
        });
    }

    [LoggerMessage(100, LogLevel.Warning, "The URL of endpoint '{Endpoint}' cannot be changed: resource '{Resource}' has no such endpoint.")]
    private static partial void LogNoSuchEndpoint(ILogger logger, string endpoint, string resource);
}
