using System.Reflection;

namespace Aspire.Hosting;

public sealed class DistributedApplicationOptions
{
    private string? _projectDirectory;

    public string[]? Args { get; set; }

    /// <summary>The AppHost's assembly; when it is not set, the program's own.</summary>
    public string? AssemblyName { get; set; }

    public bool DisableDashboard { get; set; }

    public bool AllowUnsecuredTransport { get; set; }

    public bool EnableResourceLogging { get; set; }

    public string? ProjectDirectory
    {
        get => _projectDirectory ?? GetMetadata("apphostprojectpath");
        set => _projectDirectory = value;
    }

    internal Assembly? Assembly => AssemblyName is { Length: > 0 } ? Assembly.Load(AssemblyName) : Assembly.GetEntryAssembly();

    /// <summary>What the build wrote about the AppHost and its resources: see Offline.targets.</summary>
    internal string? GetMetadata(string key) =>
        Assembly?.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(metadata => metadata.Key == key)?.Value;
}
