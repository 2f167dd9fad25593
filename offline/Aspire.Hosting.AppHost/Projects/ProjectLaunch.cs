namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a project is launched: its file, and its launch profile if it has one.</summary>
internal sealed record ProjectLaunch(string ProjectPath, string? ProfileName, LaunchProfile? Profile) : IResourceAnnotation
{
    public string Directory => Path.GetDirectoryName(ProjectPath)!;

    /// <summary>The profile that is asked for; else the one named like the AppHost's own; else the first that starts the project.</summary>
    /// <exception cref="DistributedApplicationException">There is no such project or profile.</exception>
    public static ProjectLaunch Find(IProjectMetadata metadata, ProjectResourceOptions options, string? appHostProfileName)
    {
        if (!File.Exists(metadata.ProjectPath))
        {
            throw new DistributedApplicationException($"The project file '{metadata.ProjectPath}' does not exist.");
        }

        var settings = options.ExcludeLaunchProfile ? null : metadata.LaunchSettings ?? LaunchSettings.Read(Path.GetDirectoryName(metadata.ProjectPath)!);
        if (options.LaunchProfileName is { Length: > 0 } wanted)
        {
            return settings?.Profiles.TryGetValue(wanted, out var profile) is true
                ? new ProjectLaunch(metadata.ProjectPath, wanted, profile)
                : throw new DistributedApplicationException($"The launch settings of '{metadata.ProjectPath}' have no profile '{wanted}'.");
        }

        var name = appHostProfileName is { Length: > 0 } && settings?.Profiles.ContainsKey(appHostProfileName) is true
            ? appHostProfileName
            : settings?.Profiles.FirstOrDefault(pair => pair.Value.CommandName is null or "" or "Project" or "Executable").Key;
        return new ProjectLaunch(metadata.ProjectPath, name, name is null ? null : settings!.Profiles[name]);
    }
}
