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

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("playlist-data-");
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

    /// <summary>A console of this application, as a person opens it in a terminal; the test is skipped where there is none.</summary>
    /// <param name="options">Of <c>console</c>.</param>
    /// <param name="environment">Variables that it gets besides those of the tests.</param>
    /// <param name="columns">The terminal's size, as in <see cref="PseudoTerminal.Start"/>.</param>
    /// <param name="broker">Another way to the broker than that of its administrator.</param>
    public async Task<PseudoTerminal> OpenConsoleAsync(
        IEnumerable<string> options, IReadOnlyDictionary<string, string?> environment, CancellationToken cancellationToken, int columns = 0, int rows = 0, string? broker = null)
    {
        Assert.SkipUnless(PseudoTerminal.Missing is null, PseudoTerminal.Missing ?? "");

        // That of this assembly, and so of everything that was built with it: artifacts/…/bin/{project}/{configuration}.
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        broker ??= await App.GetConnectionStringAsync("messaging", cancellationToken);
        return PseudoTerminal.Start(
            [
                "dotnet", "run", "--no-build", "--no-launch-profile", "--configuration", configuration, "--project", new Projects.Playlist_Client().ProjectPath, "--",
                "--server", SongServer.Authority, "--broker", broker!, "console", .. options,
            ],
            new Dictionary<string, string?>(environment) { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Telemetry.Endpoint.ToString(), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf", ["OTEL_BSP_SCHEDULE_DELAY"] = "1000" },
            columns,
            rows);
    }

    /// <param name="data">Where the server keeps what it stores.</param>
    /// <param name="args">As on the AppHost's command line.</param>
    public static async Task<DistributedApplication> StartAsync(Uri telemetry, DirectoryInfo data, string[] args, CancellationToken cancellationToken)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Playlist_AppHost>(
            ["--Broker:Persistent=false", $"--Parameters:data-folder={data.FullName}", .. args],
            cancellationToken);

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
        _app = await StartAsync(_telemetry.Endpoint, _data, ["--Scenario:Enabled=false"], cancellationToken);
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

        _data.Delete(recursive: true);
    }

    /// <summary>The song server's files: <c>Artist/Album/Title.mp3</c>.</summary>
    public static IReadOnlyList<(string Title, string Artist, string Path)> ReadCatalogue() =>
    [
        .. Directory.EnumerateFiles(Tunes, "*.mp3", SearchOption.AllDirectories)
            .Select(path => (Path.GetFileNameWithoutExtension(path), Path.GetRelativePath(Tunes, path).Split(Path.DirectorySeparatorChar)[0], path))
            .OrderBy(song => song.Item1, StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>The file of one of the songs that the server ships.</summary>
    public static string FindTune(string title) => ReadCatalogue().Single(song => song.Title == title).Path;
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
