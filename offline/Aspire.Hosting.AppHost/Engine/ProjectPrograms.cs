using System.Collections;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Engine;

/// <summary>How the AppHost's projects are run: by what they were built to, in their own folders.</summary>
internal sealed class ProjectPrograms(DistributedApplicationOptions options)
{
    private static readonly string[] NotInherited = ["ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "DOTNET_LAUNCH_PROFILE", "ASPIRE_LOGLEVEL"];
    private static readonly string[] NotInheritedPrefixes = ["DCP_", "DEBUG_SESSION"];

    public LocalProgram ForProject(ProjectResource project, InstanceConfiguration configuration)
    {
        if (!project.TryGetLastAnnotation<ProjectLaunch>(out var launch))
        {
            throw new DistributedApplicationException($"The resource '{project.Name}' has no project.");
        }

        var assembly = options.GetMetadata($"program:{launch.ProjectPath}")
            ?? throw new DistributedApplicationException($"The AppHost was not built together with {launch.ProjectPath}: add a ProjectReference to it.");
        var executable = Path.ChangeExtension(assembly, null);
        var (fileName, first) = File.Exists(executable) ? (executable, Array.Empty<string>()) : (DotnetPath, [assembly]);

        // As with Aspire, the arguments of the launch profile count only when the model gives none.
        var arguments = configuration.Arguments.Count > 0 ? configuration.Arguments : CommandLine.Split(launch.Profile?.CommandLineArgs ?? "");
        return new LocalProgram(fileName, [.. first, .. arguments], launch.Directory, Environment(configuration.Environment));
    }

    public static Dictionary<string, string?> Environment(IReadOnlyDictionary<string, string> added)
    {
        var environment = new Dictionary<string, string?>();
        foreach (var name in System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => (string)entry.Key))
        {
            if (NotInherited.Contains(name, StringComparer.OrdinalIgnoreCase) || NotInheritedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            {
                environment[name] = null;
            }
        }

        foreach (var (name, value) in added)
        {
            environment[name] = value;
        }

        return environment;
    }

    private static string DotnetPath => System.Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet"
        ? path
        : Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "dotnet");
}
