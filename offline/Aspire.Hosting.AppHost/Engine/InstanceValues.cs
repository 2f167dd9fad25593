using System.Text.RegularExpressions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Values that differ between the replicas of a resource stand in texts as marks, and are filled in when a process starts.</summary>
internal static partial class InstanceValues
{
    public const string InstanceId = "{{instance-id}}";

    public static string Port(string endpointName) => $"{{{{port-of {endpointName}}}}}";

    public static string Fill(string text, string instanceId, Func<string, int> portOf) =>
        Mark().Replace(text, mark => mark.Groups["endpoint"] is { Success: true, Value: var endpoint } ? $"{portOf(endpoint)}" : instanceId);

    [GeneratedRegex(@"\{\{(instance-id|port-of (?<endpoint>[A-Za-z0-9-]+))\}\}")]
    private static partial Regex Mark();
}
