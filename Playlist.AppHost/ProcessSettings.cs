using Microsoft.Extensions.Configuration;

namespace Playlist.AppHost;

/// <summary>What a user may set here of the processes: what is not configured is their own default, and nobody is asked for it.</summary>
internal static class ProcessSettings
{
    public const string LibraryPath = "library-path";

    /// <summary>Hands over the folder of <c>Parameters:{parameter}</c>.</summary>
    /// <remarks>A relative path starts where the user stands, and a process is run in its project's folder: so it gets an absolute one.</remarks>
    public static IResourceBuilder<ProjectResource> WithFolder(this IResourceBuilder<ProjectResource> process, string environmentVariable, string parameter)
    {
        var builder = process.ApplicationBuilder;
        // A shell has no variable with a dash in its name: Parameters__library_path is the same, as everywhere in Aspire.
        var folder = builder.Configuration[$"Parameters:{parameter}"] ?? builder.Configuration[$"Parameters:{parameter.Replace('-', '_')}"];

        if (string.IsNullOrWhiteSpace(folder))
        {
            return process;
        }

        var known = builder.Resources.OfType<ParameterResource>().FirstOrDefault(resource => resource.Name == parameter);
        return process.WithEnvironment(environmentVariable, known is null ? builder.AddParameter(parameter, Path.GetFullPath(folder)) : builder.CreateResourceBuilder(known));
    }

    /// <summary>Hands over the connection string <paramref name="name"/>.</summary>
    public static IResourceBuilder<ProjectResource> WithDatabase(this IResourceBuilder<ProjectResource> server, string name)
    {
        var builder = server.ApplicationBuilder;

        return builder.Configuration.GetConnectionString(name) is { Length: > 0 } ? server.WithReference(builder.AddConnectionString(name)) : server;
    }

    /// <summary>Hands over a setting under the name that it has here.</summary>
    /// <param name="name">Such as <c>Notifier:NewMusic:QuietPeriod</c>.</param>
    public static IResourceBuilder<ProjectResource> WithSetting(this IResourceBuilder<ProjectResource> process, string name) =>
        process.ApplicationBuilder.Configuration[name] is { Length: > 0 } value
            ? process.WithEnvironment(name.Replace(":", "__", StringComparison.Ordinal), value)
            : process;
}
