using System.Text.RegularExpressions;
using Aspire.Hosting.Tests.Applications;
using Aspire.Hosting.Testing;

namespace Aspire.Hosting.Tests.Variables;

/// <summary>What a process finds in its environment, as section 3 of the design has observed it.</summary>
public sealed partial class HandedOverTests(HandedOverApplication application) : IClassFixture<HandedOverApplication>
{
    private DistributedApplication App => application.App;

    private IReadOnlyDictionary<string, string> Caller => application.Caller;

    [Fact]
    public void Process_gets_nothing_but_what_is_listed_here_and_what_the_AppHost_has()
    {
        var own = Environment.GetEnvironmentVariables().Keys.Cast<string>();

        // A shell that starts a program may say of itself what these say.
        var added = Caller.Keys.Except(own).Except(["PWD", "OLDPWD", "SHLVL", "_"]).Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "ADMIN_PORT",
                "ASPNETCORE_ENVIRONMENT",
                "ASPNETCORE_URLS",
                "BUS_HOST",
                "BUS_PASSWORD",
                "BUS_PORT",
                "BUS_URI",
                "BUS_USERNAME",
                "ConnectionStrings__bus",
                "ConnectionStrings__messaging",
                "DOTNET_LAUNCH_PROFILE",
                "DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION",
                "LOGGING__CONSOLE__FORMATTERNAME",
                "MESSAGING_HOST",
                "MESSAGING_PASSWORD",
                "MESSAGING_PORT",
                "MESSAGING_URI",
                "MESSAGING_USERNAME",
                "MY_WORKER_HTTP",
                "MY_WORKER_RAW_TCP",
                "OF_THE_PROFILE",
                "OTEL_BLRP_SCHEDULE_DELAY",
                "OTEL_BSP_SCHEDULE_DELAY",
                "OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION",
                "OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION",
                "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY",
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "OTEL_EXPORTER_OTLP_PROTOCOL",
                "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT",
                "OTEL_METRICS_EXEMPLAR_FILTER",
                "OTEL_METRIC_EXPORT_INTERVAL",
                "OTEL_RESOURCE_ATTRIBUTES",
                "OTEL_SERVICE_NAME",
                "OTEL_TRACES_SAMPLER",
                "services__my-worker__http__0",
                "services__my-worker__raw-tcp__0",
            ],
            added);
    }

    [Fact]
    public void Http_endpoints_without_a_variable_of_their_own_are_all_in_ASPNETCORE_URLS()
    {
        var urls = Caller["ASPNETCORE_URLS"].Split(';').Select(url => new Uri(url)).ToArray();

        Assert.Equal(2, urls.Length);
        Assert.All(urls, url => Assert.Equal("http://localhost", $"{url.Scheme}://{url.Host}"));
        Assert.NotEqual(urls[0].Port, urls[1].Port);
        Assert.DoesNotContain(App.GetEndpoint("caller", "http").Port, urls.Select(url => url.Port));
    }

    [Fact]
    public void Http_endpoint_with_a_variable_of_its_own_is_only_there()
    {
        Assert.InRange(int.Parse(Caller["ADMIN_PORT"], null), 1, 65535);
        Assert.DoesNotContain($":{Caller["ADMIN_PORT"]}", Caller["ASPNETCORE_URLS"], StringComparison.Ordinal);
    }

    [Fact]
    public void Reference_gives_each_endpoint_twice_and_the_proxys_port()
    {
        var (http, tcp) = ($"http://localhost:{App.GetEndpoint("my-worker", "http").Port}", $"tcp://localhost:{App.GetEndpoint("my-worker", "raw-tcp").Port}");

        Assert.Equal(http, Caller["services__my-worker__http__0"]);
        Assert.Equal(http, Caller["MY_WORKER_HTTP"]);
        Assert.Equal(tcp, Caller["services__my-worker__raw-tcp__0"]);
        Assert.Equal(tcp, Caller["MY_WORKER_RAW_TCP"]);
    }

    [Fact]
    public void Broker_reference_gives_a_connection_string_and_its_parts()
    {
        var port = App.GetEndpoint("messaging", "tcp").Port;
        var uri = $"amqp://p%40ul:p%3Ass%2Fw%3Frd@localhost:{port}";

        foreach (var (connectionString, prefix) in new[] { ("ConnectionStrings__messaging", "MESSAGING"), ("ConnectionStrings__bus", "BUS") })
        {
            Assert.Equal(uri, Caller[connectionString]);
            Assert.Equal("localhost", Caller[$"{prefix}_HOST"]);
            Assert.Equal($"{port}", Caller[$"{prefix}_PORT"]);
            Assert.Equal("p@ul", Caller[$"{prefix}_USERNAME"]);
            Assert.Equal("p:ss/w?rd", Caller[$"{prefix}_PASSWORD"]);
            Assert.Equal(uri, Caller[$"{prefix}_URI"]);
        }
    }

    [Theory]
    [InlineData("OTEL_SERVICE_NAME", "caller")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4444")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")]
    [InlineData("OTEL_BLRP_SCHEDULE_DELAY", "1000")]
    [InlineData("OTEL_BSP_SCHEDULE_DELAY", "1000")]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL", "1000")]
    [InlineData("OTEL_TRACES_SAMPLER", "always_on")]
    [InlineData("OTEL_METRICS_EXEMPLAR_FILTER", "trace_based")]
    [InlineData("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory")]
    [InlineData("OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION", "true")]
    [InlineData("OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION", "true")]
    [InlineData("DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION", "true")]
    [InlineData("LOGGING__CONSOLE__FORMATTERNAME", "simple")]
    [InlineData("ASPNETCORE_ENVIRONMENT", "Development")]
    [InlineData("DOTNET_LAUNCH_PROFILE", "http")]
    [InlineData("OF_THE_PROFILE", "yes")]
    public void Process_gets_in_Development(string name, string value) => Assert.Equal(value, Caller[name]);

    [Fact]
    public void Replicas_share_all_but_their_ports_and_their_instance_id()
    {
        var replicas = App.Instances("my-worker").Select(id => App.Snapshot(id).EnvironmentVariables.ToDictionary(variable => variable.Name, variable => variable.Value!)).ToArray();

        Assert.Equal(2, replicas.Length);
        Assert.Equal(
            ["ASPNETCORE_URLS", "OTEL_RESOURCE_ATTRIBUTES", "PROBE_TCP_PORT"],
            replicas[0].Except(replicas[1]).Select(pair => pair.Key).Order(StringComparer.Ordinal));
        Assert.All(replicas, replica => Assert.Matches(InstanceId(), replica["OTEL_RESOURCE_ATTRIBUTES"]));
        Assert.All(replicas, replica => Assert.Equal("my-worker", replica["OTEL_SERVICE_NAME"]));
    }

    [Fact]
    public void Snapshot_shows_what_the_process_has()
    {
        var shown = App.Snapshot(App.Instances("caller")[0]).EnvironmentVariables;

        Assert.NotEmpty(shown);
        Assert.All(shown, variable => Assert.Equal(variable.Value, Caller[variable.Name]));
    }

    [Fact]
    public void Process_runs_in_its_projects_folder() =>
        Assert.Equal(Path.GetDirectoryName(new Projects.Probe().ProjectPath), application.CallersFolder);

    [Fact]
    public void Arguments_of_the_profile_count_where_the_model_has_none()
    {
        Assert.Equal(["--from", "the profile"], application.CallersArguments);
        Assert.Equal(["of the model", "42"], application.WorkersArguments);
    }

    [GeneratedRegex("^service.instance.id=[a-z]{8}$")]
    private static partial Regex InstanceId();
}
