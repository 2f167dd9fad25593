using System.Net.Http.Json;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Tests.Applications;

/// <summary>Applications of probes (see the project Probe), and what their processes say of themselves.</summary>
internal static class Probes
{
    /// <summary>What an AppHost's <c>DistributedApplication.CreateBuilder(args)</c> gives, in Development, without a dashboard.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(params string[] args) => CreateBuilder(disableDashboard: true, args);

    public static IDistributedApplicationBuilder CreateBuilder(bool disableDashboard, params string[] args)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = ["--environment=Development", "--DcpPublisher:RandomizePorts=true", .. args],
            AssemblyName = "Probe.AppHost",
            DisableDashboard = disableDashboard,
        });
        builder.Services.AddLogging(logging => logging.ClearProviders());
        return builder;
    }

    /// <summary>A probe with an http endpoint, healthy when it answers.</summary>
    public static IResourceBuilder<ProjectResource> AddProbe(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddProject<Projects.Probe>(name).WithHttpEndpoint().WithHttpHealthCheck("/health");

    public static async Task<DistributedApplication> StartAsync(this IDistributedApplicationBuilder builder, CancellationToken cancellationToken)
    {
        var app = builder.Build();
        try
        {
            await app.StartAsync(cancellationToken);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public static IResource Resource(this DistributedApplication app, string name) =>
        app.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(resource => resource.Name == name);

    /// <summary>The ids of the resource's processes, such as <c>worker-abcdefgh</c>.</summary>
    public static IReadOnlyList<string> Instances(this DistributedApplication app, string name) => app.Resource(name).GetInstanceNames();

    public static CustomResourceSnapshot Snapshot(this DistributedApplication app, string id) =>
        app.ResourceNotifications.TryGetCurrentState(id, out var current) ? current.Snapshot : throw new ArgumentException($"There is no '{id}'.", nameof(id));

    public static int ProcessId(this DistributedApplication app, string id) => (int)app.Snapshot(id).Properties.Single(property => property.Name == "executable.pid").Value!;

    public static async Task<T> GetAsync<T>(this DistributedApplication app, string name, string path, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = app.GetEndpoint(name, "http") };
        return (await client.GetFromJsonAsync<T>(path, cancellationToken))!;
    }

    public static async Task<T> PostAsync<T>(this DistributedApplication app, string name, string path, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = app.GetEndpoint(name, "http") };
        using var response = await client.PostAsync(path, content: null, cancellationToken);
        return (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<T>(cancellationToken))!;
    }

    public static async Task PostAsync(this DistributedApplication app, string name, string path, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = app.GetEndpoint(name, "http") };
        using var response = await client.PostAsync(path, content: null, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>All environment variables of one of the resource's processes, asked of the process itself.</summary>
    public static async Task<Dictionary<string, string>> GetEnvironmentAsync(this DistributedApplication app, string name, CancellationToken cancellationToken)
    {
        await app.ResourceNotifications.WaitForResourceHealthyAsync(name, cancellationToken);
        return await app.GetAsync<Dictionary<string, string>>(name, "/environment", cancellationToken);
    }

    /// <summary>What the resource's processes have written so far, and what was said about them.</summary>
    public static async Task<IReadOnlyList<string>> LogAsync(this DistributedApplication app, string name, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        await foreach (var batch in app.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync(app.Resource(name)).WithCancellation(cancellationToken))
        {
            lines.AddRange(batch.Select(line => line.Content));
        }

        return lines;
    }
}
