using Aspire.Hosting.Testing;
using Aspire.Hosting.Tests.Applications;

namespace Aspire.Hosting.Tests.Variables;

/// <summary>What a process is handed when the AppHost's own settings are others.</summary>
public sealed class OtherSettingsTests : TimedTest
{
    private static readonly string[] OnlyInDevelopment =
    [
        "OTEL_BLRP_SCHEDULE_DELAY",
        "OTEL_BSP_SCHEDULE_DELAY",
        "OTEL_METRIC_EXPORT_INTERVAL",
        "OTEL_TRACES_SAMPLER",
        "OTEL_METRICS_EXEMPLAR_FILTER",
        "OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION",
        "OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION",
    ];

    [Fact]
    public async Task Process_gets_less_telemetry_in_Production()
    {
        var builder = Probes.CreateBuilder("--environment=Production");
        builder.AddProbe("probe");
        await using var app = await builder.StartAsync(Cancellation);

        var environment = await app.GetEnvironmentAsync("probe", Cancellation);

        Assert.Empty(environment.Keys.Intersect(OnlyInDevelopment));
        Assert.Equal("probe", environment["OTEL_SERVICE_NAME"]);
        Assert.Equal("in_memory", environment["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"]);
    }

    [Fact]
    public async Task Process_exports_over_http_with_a_key_when_the_AppHost_says_so()
    {
        var builder = Probes.CreateBuilder("--ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL=http://localhost:5555", "--AppHost:OtlpApiKey=secret");
        builder.AddProbe("probe");
        await using var app = await builder.StartAsync(Cancellation);

        var environment = await app.GetEnvironmentAsync("probe", Cancellation);

        Assert.Equal("http://localhost:5555", environment["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal("http/protobuf", environment["OTEL_EXPORTER_OTLP_PROTOCOL"]);
        Assert.Equal("x-otlp-api-key=secret", environment["OTEL_EXPORTER_OTLP_HEADERS"]);
    }

    [Fact]
    public async Task Process_inherits_the_AppHosts_environment_but_for_what_says_how_the_AppHost_runs()
    {
        string[] kept = ["DOTNET_ROLL_FORWARD", "SOME_VARIABLE"];
        string[] notKept = ["ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "DOTNET_LAUNCH_PROFILE", "ASPIRE_LOGLEVEL", "DCP_SOMETHING", "DEBUG_SESSION_PORT"];
        using var set = new Variables([.. kept, .. notKept], "Minor");
        var builder = Probes.CreateBuilder();
        builder.AddProject<Projects.Probe>("probe", launchProfileName: null).WithHttpEndpoint(env: "ASPNETCORE_HTTP_PORTS").WithHttpHealthCheck("/health");
        await using var app = await builder.StartAsync(Cancellation);

        var environment = await app.GetEnvironmentAsync("probe", Cancellation);

        Assert.Empty(environment.Keys.Intersect(notKept));
        Assert.All(kept, name => Assert.Equal("Minor", environment[name]));
    }

    [Fact]
    public async Task Variable_of_the_model_wins_over_one_of_the_profile()
    {
        var builder = Probes.CreateBuilder();
        builder.AddProbe("probe").WithEnvironment("OF_THE_PROFILE", "no").WithEnvironment("ASPNETCORE_ENVIRONMENT", "Staging");
        await using var app = await builder.StartAsync(Cancellation);

        var environment = await app.GetEnvironmentAsync("probe", Cancellation);

        Assert.Equal("no", environment["OF_THE_PROFILE"]);
        Assert.Equal("Staging", environment["ASPNETCORE_ENVIRONMENT"]);
    }

    [Fact]
    public async Task Urls_of_the_profile_become_endpoints()
    {
        var builder = Probes.CreateBuilder();
        builder.AddProject<Projects.Probe>("probe", launchProfileName: "urls").WithHttpHealthCheck("/health", endpointName: "http2");
        await using var app = await builder.StartAsync(Cancellation);

        var environment = await app.GetEnvironmentAsync("probe", Cancellation);

        Assert.Equal(["http", "http2"], ((IResourceWithEndpoints)app.Resource("probe")).GetEndpoints().Select(endpoint => endpoint.EndpointName));
        Assert.Equal(2, environment["ASPNETCORE_URLS"].Split(';').Length);
        Assert.Equal("urls", environment["DOTNET_LAUNCH_PROFILE"]);
        Assert.NotEqual(18080, app.GetEndpoint("probe", "http").Port);
    }

    [Fact]
    public async Task Value_may_be_made_of_endpoints_and_parameters()
    {
        var builder = Probes.CreateBuilder("--Parameters:token=t{o}ken");
        var token = builder.AddParameter("token");
        var probe = builder.AddProbe("probe");
        var http = probe.GetEndpoint("http");
        probe.WithEnvironment("ADDRESS", $"{http.Property(EndpointProperty.Host)}/{http.Property(EndpointProperty.Port)}?{token}&{{}}")
            .WithEnvironment("TOKEN", token)
            .WithEnvironment("URL", http)
            .WithEnvironment("COMPUTED", () => "at start")
            .WithEnvironment("NOTHING", (string?)null);
        await using var app = await builder.StartAsync(Cancellation);

        var environment = await app.GetEnvironmentAsync("probe", Cancellation);

        var url = app.GetEndpoint("probe", "http");
        Assert.Equal($"localhost/{url.Port}?t{{o}}ken&{{}}", environment["ADDRESS"]);
        Assert.Equal("t{o}ken", environment["TOKEN"]);
        Assert.Equal(url, new Uri(environment["URL"]));
        Assert.Equal("at start", environment["COMPUTED"]);
        Assert.Equal("", environment["NOTHING"]);
    }

    private sealed class Variables : IDisposable
    {
        private readonly string[] _names;

        public Variables(string[] names, string value)
        {
            _names = names;
            foreach (var name in names)
            {
                Environment.SetEnvironmentVariable(name, value);
            }
        }

        public void Dispose()
        {
            foreach (var name in _names)
            {
                Environment.SetEnvironmentVariable(name, null);
            }
        }
    }
}
