using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>How an AppHost is configured when a test runs it: no dashboard, ports of its own, and its launch profile as <c>dotnet run</c> would apply it.</summary>
internal static class TestingDefaults
{
    public static void Apply(Assembly assembly, string[] args, DistributedApplicationOptions options, HostApplicationBuilderSettings settings, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure)
    {
        var name = assembly.GetName().Name!;
        settings.Args = [.. settings.Args ?? [], .. args];
        settings.ApplicationName = name;
        settings.Configuration ??= new ConfigurationManager();
        options.Args = settings.Args;
        options.AssemblyName = name;
        options.DisableDashboard = true;
        options.EnableResourceLogging = true;
        if (Directory.Exists(options.ProjectDirectory))
        {
            settings.ContentRootPath = options.ProjectDirectory;
        }

        SetDefaults(settings,
        [
            new("DcpPublisher:RandomizePorts", "true"),
            new("ASPNETCORE_URLS", "http://localhost:8080"),
            new("ASPIRE_ALLOW_UNSECURED_TRANSPORT", "true"),
        ]);
        if (settings.Configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] is null)
        {
            SetDefaults(settings, [new("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "http://localhost:4317")]);
        }

        configure(options, settings);
        ApplyLaunchProfile(options, settings);
    }

    /// <exception cref="InvalidOperationException">The configured profile does not exist.</exception>
    private static void ApplyLaunchProfile(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
        if (options.ProjectDirectory is not { } directory || LaunchSettings.Read(directory) is not { Profiles: { Count: > 0 } profiles })
        {
            return;
        }

        var name = Existing(settings)["DOTNET_LAUNCH_PROFILE"] is { Length: > 0 } configured ? configured : profiles.First().Key;
        if (!profiles.TryGetValue(name, out var profile))
        {
            throw new InvalidOperationException($"The launch settings of the AppHost have no profile '{name}'.");
        }

        // The host's own DOTNET_ variables lose their prefix, as the environment's would.
        SetDefaults(settings,
        [
            new("DOTNET_LAUNCH_PROFILE", name),
            .. profile.EnvironmentVariables.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)),
            .. profile.EnvironmentVariables.Where(pair => HasPrefix(pair.Key)).Select(pair => KeyValuePair.Create(pair.Key[(pair.Key.IndexOf('_', StringComparison.Ordinal) + 1)..], (string?)pair.Value)),
        ]);
    }

    private static bool HasPrefix(string name) => name.StartsWith("DOTNET_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase);

    private static void SetDefaults(HostApplicationBuilderSettings settings, IEnumerable<KeyValuePair<string, string?>> values)
    {
        var existing = Existing(settings);
        settings.Configuration!.AddInMemoryCollection(values.Where(value => existing[value.Key] is null).DistinctBy(value => value.Key, StringComparer.OrdinalIgnoreCase).ToArray());
    }

    private static IConfigurationRoot Existing(HostApplicationBuilderSettings settings) => new ConfigurationBuilder()
        .AddCommandLine(settings.Args ?? [])
        .AddConfiguration(settings.Configuration!)
        .Build();
}
