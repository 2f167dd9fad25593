using Playlist.Otlp;

namespace Aspire.Dashboard.Telemetry;

/// <summary>What the filters of traces and logs have in common.</summary>
internal static class Matching
{
    /// <param name="name">A service, or one of its replicas: <c>server</c>, <c>server-abcdefgh</c>.</param>
    public static bool IsNamed(string service, string instance, string name) =>
        service == name
        || (name.Length == service.Length + 1 + instance.Length
            && name[service.Length] == '-'
            && name.StartsWith(service, StringComparison.Ordinal)
            && name.EndsWith(instance, StringComparison.Ordinal));

    public static bool HasText(string value, string text) => value.Contains(text, StringComparison.OrdinalIgnoreCase);

    public static bool HasText(AttributeList attributes, string text)
    {
        // Not with LINQ: a search looks at a million of them.
        foreach (var attribute in attributes)
        {
            if (HasText(attribute.Value, text))
            {
                return true;
            }
        }

        return false;
    }
}
