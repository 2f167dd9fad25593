namespace Aspire.Hosting;

public class ProjectResourceOptions
{
    /// <summary>The launch profile to use; when it is not set, the AppHost's own if the project has one of that name, else its first.</summary>
    public string? LaunchProfileName { get; set; }

    public bool ExcludeLaunchProfile { get; set; }
}
