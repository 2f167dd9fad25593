using System.Xml.Linq;

namespace Playlist.Architecture.Tests;

/// <summary>The files of the repository that these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] Products = ["Playlist.AppHost", "Playlist.Client", "Playlist.Notifier", "Playlist.Protocol", "Playlist.Server", "Playlist.ServiceDefaults"];

    public static string Root { get; } = FindRoot();

    /// <summary>The C# files of the product and its tests.</summary>
    public static IEnumerable<string> Sources =>
        Products.Append("tests").SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories));

    /// <summary>The project files of the product and its tests.</summary>
    public static IEnumerable<string> ProjectFiles =>
        Products.Append("tests").SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories));

    /// <summary>The names of the projects that a project refers to.</summary>
    public static IEnumerable<string> ProjectReferences(string project) =>
        References(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

    public static IEnumerable<string> PackageReferences(string project) => References(project, "PackageReference");

    private static IEnumerable<string> References(string project, string element) =>
        XDocument.Load(Path.Combine(Root, project, project + ".csproj")).Descendants(element).Select(reference => reference.Attribute("Include")!.Value);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PlaylistAspire.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"PlaylistAspire.sln is in no folder above {AppContext.BaseDirectory}: run these tests from where they were built.");
    }
}
