using Microsoft.Extensions.Configuration;

namespace Playlist.AppHost;

internal static class Replicas
{
    /// <summary>How many processes of a resource to run: <c>Replicas:{resource}</c>, 1 to 16, default 1.</summary>
    /// <exception cref="InvalidOperationException">The configured value is not a number from 1 to 16.</exception>
    public static int GetReplicas(this IConfiguration configuration, string resource)
    {
        var key = $"Replicas:{resource}";
        return (configuration[key], int.TryParse(configuration[key], out var replicas)) switch
        {
            (null or "", _) => 1,
            (_, true) when replicas is >= 1 and <= 16 => replicas,
            (var text, _) => throw new InvalidOperationException($"{key} is '{text}': set it to a number from 1 to 16."),
        };
    }
}
