using Microsoft.Extensions.Configuration;

namespace Playlist.AppHost;

/// <summary>What a user may set of the song server's places: what is not configured is the server's own default, and nobody is asked for it.</summary>
internal static class ServerSettings
{
    public const string LibraryPath = "library-path";

    /// <summary>Hands over the folder of <c>Parameters:{parameter}</c>.</summary>
    /// <remarks>A relative path starts where the user stands, and the server is run in its project's folder: so it gets an absolute one.</remarks>
    public static IResourceBuilder<ProjectResource> WithFolder(this IResourceBuilder<ProjectResource> server, string environmentVariable, string parameter)
    {
        var builder = server.ApplicationBuilder;
        // A shell has no variable with a dash in its name: Parameters__library_path is the same, as everywhere in Aspire.
        var folder = builder.Configuration[$"Parameters:{parameter}"] ?? builder.Configuration[$"Parameters:{parameter.Replace('-', '_')}"];

        return string.IsNullOrWhiteSpace(folder)
            ? server
            : server.WithEnvironment(environmentVariable, builder.AddParameter(parameter, Path.GetFullPath(folder)));
    }

    /// <summary>Hands over the connection string <paramref name="name"/>.</summary>
    public static IResourceBuilder<ProjectResource> WithDatabase(this IResourceBuilder<ProjectResource> server, string name)
    {
        var builder = server.ApplicationBuilder;

        return builder.Configuration.GetConnectionString(name) is { Length: > 0 } ? server.WithReference(builder.AddConnectionString(name)) : server;
    }
}
