using System.Text.RegularExpressions;
using Aspire.Dashboard.Resources;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Tests.Applications;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Tests.Dashboard;

/// <summary>What the engine tells the dashboard, and what it tells the processes of it.</summary>
public sealed partial class DashboardTests : TimedTest
{
    [Fact]
    public async Task Process_is_told_to_export_to_the_dashboard_and_with_which_key()
    {
        var builder = CreateBuilder();
        builder.AddProbe("probe");
        await using var app = await builder.StartAsync(Cancellation);
        var dashboard = app.Services.GetRequiredService<DashboardService>().Server;

        var environment = await app.GetEnvironmentAsync("probe", Cancellation);

        Assert.Equal(dashboard.Address.ToString().TrimEnd('/'), environment["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal("http/protobuf", environment["OTEL_EXPORTER_OTLP_PROTOCOL"]);
        Assert.Equal($"x-otlp-api-key={dashboard.OtlpKey}", environment["OTEL_EXPORTER_OTLP_HEADERS"]);
    }

    [Fact]
    public async Task Address_to_open_is_printed_on_start()
    {
        var builder = CreateBuilder();
        builder.Services.AddFakeLogging();
        await using var app = await builder.StartAsync(Cancellation);

        var printed = Assert.Single(app.Services.GetFakeLogCollector().GetSnapshot(), record => record.Message.StartsWith("Login to the dashboard", StringComparison.Ordinal));

        Assert.Matches(PrintedAddress(), printed.Message);
        Assert.EndsWith(app.Services.GetRequiredService<DashboardService>().Server.LoginAddress.ToString(), printed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dashboard_shows_each_replica_with_its_addresses_and_how_often_it_was_started_again()
    {
        var builder = CreateBuilder();
        builder.AddProbe("probe").WithReplicas(2);
        builder.AddParameter("secret", "x");
        await using var app = await builder.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("probe", Cancellation);
        var (first, second) = (app.Instances("probe")[0], app.Instances("probe")[1]);

        await app.ResourceCommands.ExecuteCommandAsync(first, KnownResourceCommands.RestartCommand, Cancellation);
        var view = app.Services.GetRequiredService<IApplicationView>().GetResources();

        var probe = Assert.Single(view.Resources);
        Assert.Equal(("probe", "Project"), (probe.Name, probe.Type));
        Assert.Equal([(first, 1), (second, 0)], probe.Replicas.Select(replica => (replica.Id, replica.Restarts)));
        Assert.All(probe.Replicas, replica =>
        {
            Assert.Equal(KnownResourceStates.Running, replica.State);
            Assert.NotNull(replica.Started);
            Assert.Equal(app.Snapshot(first).Urls[0].Url, Assert.Single(replica.Urls).Url);
            Assert.Contains(replica.Environment, variable => variable.Name == "OTEL_SERVICE_NAME");
            Assert.Equal(["start", "stop", "restart"], replica.Commands.Select(command => command.Name));
        });
    }

    [Fact]
    public async Task Dashboard_shows_the_words_of_a_failing_health_check()
    {
        var builder = CreateBuilder();
        builder.AddProbe("probe");
        await using var app = await builder.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("probe", Cancellation);
        var dashboard = app.Services.GetRequiredService<IApplicationView>();
        var before = dashboard.GetResources().Version;

        await app.ResourceCommands.ExecuteCommandAsync("probe", KnownResourceCommands.RestartCommand, Cancellation);
        await app.PostAsync("probe", "/health/500", Cancellation);
        await app.ResourceNotifications.WaitForResourceAsync("probe", current => current.Snapshot.HealthReports.Any(report => report.Description is not null), Cancellation);

        var view = dashboard.GetResources();
        var replica = Assert.Single(Assert.Single(view.Resources).Replicas);
        Assert.True(view.Version > before);
        Assert.Equal("Unhealthy", replica.Health);
        Assert.Contains("answered 500, not 200", Assert.Single(replica.HealthReports).Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_of_the_page_is_executed_or_answered_with_what_is_wrong_where()
    {
        var builder = CreateBuilder();
        builder.AddProbe("probe").WithCommand("greet", "Greet", context => Task.FromResult(CommandResults.Success("Greeted.", context.Arguments.GetString("artist")!)), new CommandOptions
        {
            Arguments = [new InteractionInput { Name = "artist", Label = "Artist", InputType = InputType.Text, Required = true, MaxLength = 10 }],
        }).WithCommand("hidden", "Hidden", _ => Task.FromResult(CommandResults.Success()), new CommandOptions { Visibility = ResourceCommandVisibility.Api });
        await using var app = await builder.StartAsync(Cancellation);
        var (dashboard, id) = (app.Services.GetRequiredService<IApplicationView>(), app.Instances("probe")[0]);

        var done = await dashboard.ExecuteAsync(id, "greet", new Dictionary<string, string?> { ["artist"] = "1234567890" }, Cancellation);
        var wrong = await dashboard.ExecuteAsync(id, "greet", new Dictionary<string, string?> { ["artist"] = "12345678901" }, Cancellation);
        var missing = await dashboard.ExecuteAsync(id, "greet", new Dictionary<string, string?>(), Cancellation);

        Assert.Equal((true, "Greeted.", "1234567890"), (done!.Success, done.Message, done.Data));
        Assert.Equal(["Value has more than 10 characters."], wrong!.Errors["artist"]);
        Assert.Equal(["Value is required."], missing!.Errors["artist"]);
        Assert.Null(await dashboard.ExecuteAsync(id, "hidden", new Dictionary<string, string?>(), Cancellation));
        Assert.Null(await dashboard.ExecuteAsync(id, "dance", new Dictionary<string, string?>(), Cancellation));
        Assert.Null(await dashboard.ExecuteAsync("nobody", "greet", new Dictionary<string, string?>(), Cancellation));
    }

    [Fact]
    public async Task Dashboard_is_there_as_long_as_a_process_may_export_and_no_longer()
    {
        var builder = CreateBuilder();
        builder.AddProbe("slow").WithEnvironment("PROBE_IGNORES_SIGTERM", "true");
        await using var app = await builder.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("slow", Cancellation);
        var process = app.ProcessId("slow");
        using var client = new HttpClient { BaseAddress = app.Services.GetRequiredService<DashboardService>().Server.Address };

        var stopping = app.StopAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceAsync("slow", KnownResourceStates.Stopping, Cancellation);
        using (var response = await client.GetAsync("/styles.css", Cancellation))
        {
            Assert.True(response.IsSuccessStatusCode);
        }

        Processes.Send(process, Processes.Kill);
        await stopping;
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/styles.css", Cancellation));
    }

    private static IDistributedApplicationBuilder CreateBuilder() => Probes.CreateBuilder(disableDashboard: false);

    [GeneratedRegex("^Login to the dashboard at http://127.0.0.1:[0-9]+/login\\?t=[0-9a-f]{32}$")]
    private static partial Regex PrintedAddress();
}
