using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Playlist.Testing;
using Playlist.Testing.Telemetry;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Playlist.DistributedTests.PlaylistApplication))]
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace Playlist.DistributedTests;

/// <summary>The real AppHost with everything it runs, started once for all tests, exporting its spans to <see cref="Telemetry"/>.</summary>
public sealed class PlaylistApplication : IAsyncLifetime
{
    public static readonly string[] Clients = ["client-1", "client-2", "client-3"];

    private DistributedApplication? _app;
    private OtlpReceiver? _telemetry;

    public DistributedApplication App => _app ?? throw new InvalidOperationException("Not started.");

    public OtlpReceiver Telemetry => _telemetry ?? throw new InvalidOperationException("Not started.");

    public Uri SongServer => App.GetEndpoint("server", "tcp");

    /// <summary>The folder of the songs that the server ships.</summary>
    public static string Tunes => Path.Combine(Path.GetDirectoryName(new Projects.Playlist_Server().ProjectPath)!, "Library", "Tunes");

    /// <summary>A client that gives each answer as it is; the one of Aspire.Hosting.Testing would ask again after a 503.</summary>
    public HttpClient CreateHttpClient(string resource) => new() { BaseAddress = App.GetEndpoint(resource, "http") };

    /// <summary>Waits until the process itself says so, which knows at once; the engine asks for health now and then.</summary>
    public async Task WaitForHealthAsync(string resource, CancellationToken cancellationToken)
    {
        if (resource == "messaging")
        {
            await App.ResourceNotifications.WaitForResourceHealthyAsync(resource, cancellationToken);
            return;
        }

        using var http = CreateHttpClient(resource);
        await Eventually.GetAsync(
            async token =>
            {
                using var response = await http.GetAsync("/health", token);
                return response.IsSuccessStatusCode ? resource : null;
            },
            $"{resource} to be healthy",
            cancellationToken);
    }

    /// <summary>Starts, stops or restarts a resource, and expects that this works.</summary>
    public async Task ExecuteAsync(string resource, string command, CancellationToken cancellationToken)
    {
        var result = await App.ExecuteAsync(resource, command, cancellationToken);
        Assert.True(result.Success, $"{command} {resource}: {result.Message}");
    }

    public static async Task<DistributedApplication> StartAsync(Uri telemetry, string[] args, CancellationToken cancellationToken)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Playlist_AppHost>(["--Broker:Persistent=false", .. args], cancellationToken);

        // Without a dashboard, this is where the processes export to; gRPC would win over HTTP if both were there.
        builder.Configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = null;
        builder.Configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = telemetry.ToString();

        var app = await builder.BuildAsync(cancellationToken);
        await app.StartAsync(cancellationToken);
        foreach (var resource in new[] { "messaging", "server", "notifier" }.Concat(Clients))
        {
            await app.ResourceNotifications.WaitForResourceHealthyAsync(resource, cancellationToken);
        }

        return app;
    }

    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        _telemetry = await OtlpReceiver.StartAsync(cancellationToken);
        _app = await StartAsync(_telemetry.Endpoint, ["--Scenario:Enabled=false"], cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        if (_telemetry is not null)
        {
            await _telemetry.DisposeAsync();
        }
    }

    /// <summary>The song server's files by title.</summary>
    public static IReadOnlyList<(string Title, string Artist, string Path)> ReadCatalogue()
    {
        using var catalogue = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Tunes, "catalogue.json")));
        return
        [
            .. catalogue.RootElement.EnumerateArray().Select(song => (
                song.GetProperty("title").GetString()!,
                song.GetProperty("artist").GetString()!,
                Path.Combine(Tunes, song.GetProperty("file").GetString()!))),
        ];
    }
}

internal static class DistributedApplicationExtensions
{
    /// <summary>Runs a command of a resource, as its button in the dashboard does.</summary>
    public static Task<ExecuteCommandResult> ExecuteAsync(this DistributedApplication app, string resourceName, string command, CancellationToken cancellationToken, params (string Name, string? Value)[] arguments)
    {
        var resource = app.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(resource => resource.Name == resourceName);
        var inputs = arguments.Select(argument => new InteractionInput { Name = argument.Name, InputType = InputType.Text, Value = argument.Value });

        return app.ResourceCommands.ExecuteCommandAsync(resource, command, new InteractionInputCollection([.. inputs]), cancellationToken);
    }
}
