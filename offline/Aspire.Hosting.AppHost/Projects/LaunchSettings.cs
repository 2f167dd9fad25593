using System.Text.Json;

namespace Aspire.Hosting;

/// <summary>The content of a <c>launchSettings.json</c>.</summary>
public sealed class LaunchSettings
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public Dictionary<string, LaunchProfile> Profiles { get; set; } = [];

    /// <returns><see langword="null"/> when the project has none.</returns>
    internal static LaunchSettings? Read(string projectDirectory)
    {
        var path = Path.Combine(projectDirectory, "Properties", "launchSettings.json");
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<LaunchSettings>(stream, Options);
        }
        catch (JsonException exception)
        {
            throw new DistributedApplicationException($"The launch settings {path} cannot be read: {exception.Message}", exception);
        }
    }
}

public sealed class LaunchProfile
{
    public string? CommandName { get; set; }

    public string? CommandLineArgs { get; set; }

    public bool? DotnetRunMessages { get; set; }

    public bool? LaunchBrowser { get; set; }

    public string? LaunchUrl { get; set; }

    public string? ApplicationUrl { get; set; }

    public Dictionary<string, string> EnvironmentVariables { get; set; } = [];
}
