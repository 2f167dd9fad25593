using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Engine;

internal static class ResourceUrls
{
    /// <summary>Shows an address for each endpoint, as the resource's callbacks want it; inactive until the resource runs.</summary>
    public static async Task PublishAsync(IResource resource, DistributedApplicationExecutionContext executionContext, ResourceNotificationService notifications, ILogger logger, CancellationToken cancellationToken)
    {
        var urls = resource is IResourceWithEndpoints owner
            ? owner.GetEndpoints().Select(endpoint => new ResourceUrlAnnotation { Url = endpoint.Url, Endpoint = endpoint }).ToList()
            : [];
        var context = new ResourceUrlsCallbackContext(executionContext, resource, urls, cancellationToken) { Logger = logger };
        foreach (var annotation in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(context);
        }

        foreach (var url in context.Urls)
        {
            if (url.Endpoint is { } endpoint && url.Url.StartsWith('/'))
            {
                url.Url = endpoint.Url + url.Url;
            }

            resource.Annotations.Add(url);
        }

        await notifications.PublishUpdateAsync(resource, snapshot => snapshot with
        {
            Urls =
            [
                .. context.Urls.Select(url => new UrlSnapshot(url.Endpoint?.EndpointName, url.Url, url.DisplayLocation == UrlDisplayLocation.DetailsOnly)
                {
                    IsInactive = url.Endpoint is not null,
                    DisplayProperties = new UrlDisplayPropertiesSnapshot(url.DisplayText ?? ""),
                }),
            ],
        });
    }
}
