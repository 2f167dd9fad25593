using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

public static class ProjectResourceBuilderExtensions
{
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name, _ => { });

    /// <param name="launchProfileName"><see langword="null"/>: none.</param>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name, string? launchProfileName)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name, options =>
        {
            options.ExcludeLaunchProfile = launchProfileName is null;
            options.LaunchProfileName = launchProfileName;
        });

    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name, Action<ProjectResourceOptions> configure)
        where TProject : IProjectMetadata, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);

        var options = new ProjectResourceOptions();
        configure(options);

        var metadata = new TProject();
        var appHostProfile = builder.Configuration["AppHost:DefaultLaunchProfileName"] ?? builder.Configuration["DOTNET_LAUNCH_PROFILE"];
        var launch = ProjectLaunch.Find(metadata, options, appHostProfile);

        var project = builder.AddResource(new ProjectResource(name))
            .WithAnnotation(metadata)
            .WithAnnotation(launch);

        WithTelemetry(project);
        project.WithEnvironment("DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION", "true")
            .WithEnvironment("LOGGING__CONSOLE__FORMATTERNAME", "simple");
        WithUrls(project);
        WithLaunchProfile(project, launch);
        return project;
    }

    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new ReplicaAnnotation(replicas));
    }

    private static void WithTelemetry(IResourceBuilder<ProjectResource> project)
    {
        project.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory");
        if (project.ApplicationBuilder.Environment.IsDevelopment())
        {
            project.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION", "true")
                .WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION", "true");
        }

        project.WithOtlpExporter();
    }

    /// <summary>An ASP.NET Core process listens on the ports of its http endpoints, except those whose port it is told in another way.</summary>
    private static void WithUrls(IResourceBuilder<ProjectResource> project) => project.WithEnvironment(context =>
    {
        var urls = new ReferenceExpressionBuilder();
        foreach (var endpoint in project.Resource.GetEndpoints())
        {
            if (endpoint.Scheme is not ("http" or "https") || endpoint.EndpointAnnotation.TargetPortEnvironmentVariable is not null)
            {
                continue;
            }

            urls.AppendLiteral(urls.IsEmpty ? "" : ";");
            urls.AppendLiteral($"{endpoint.Scheme}://{endpoint.EndpointAnnotation.TargetHost}:");
            urls.AppendFormatted(endpoint.Property(EndpointProperty.TargetPort));
        }

        if (!urls.IsEmpty)
        {
            context.EnvironmentVariables.TryAdd("ASPNETCORE_URLS", urls.Build());
        }
    });

    private static void WithLaunchProfile(IResourceBuilder<ProjectResource> project, ProjectLaunch launch)
    {
        if (launch.Profile is not { } profile)
        {
            return;
        }

        // http://localhost:5000;http://localhost:6000 gives the endpoints http and http2.
        var urls = profile.ApplicationUrl?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        foreach (var sameScheme in urls.Select(url => new Uri(url)).GroupBy(url => url.Scheme))
        {
            foreach (var (index, url) in sameScheme.Index())
            {
                project.WithEndpoint(index == 0 ? url.Scheme : $"{url.Scheme}{index + 1}", endpoint =>
                {
                    endpoint.UriScheme = url.Scheme;
                    endpoint.Port = url.Port;
                });
            }
        }

        project.WithEnvironment(context =>
        {
            context.EnvironmentVariables.TryAdd("DOTNET_LAUNCH_PROFILE", launch.ProfileName!);
            foreach (var (name, value) in profile.EnvironmentVariables)
            {
                context.EnvironmentVariables.TryAdd(name, Environment.ExpandEnvironmentVariables(value));
            }
        });
    }
}
