using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Engine;

internal static class StopOrder
{
    /// <summary>The resources in layers: each is in a layer before those that it refers to or waits for. Those in a circle share one.</summary>
    public static IEnumerable<IReadOnlyList<IResource>> Layers(IReadOnlyCollection<IResource> resources)
    {
        var left = resources.ToHashSet();
        while (left.Count > 0)
        {
            var needed = left.SelectMany(Dependencies).ToHashSet();
            var layer = left.Where(resource => !needed.Contains(resource)).ToArray();
            if (layer.Length == 0)
            {
                layer = [.. left];
            }

            yield return layer;
            left.ExceptWith(layer);
        }
    }

    private static IEnumerable<IResource> Dependencies(IResource resource) =>
        resource.Annotations.OfType<ResourceRelationshipAnnotation>().Select(relationship => relationship.Resource).Where(other => other != resource);
}
