using Aspire.Hosting.Tests.Applications;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Tests.Waits;

public sealed class HealthTests : TimedTest
{
    [Fact]
    public async Task Resource_is_healthy_when_its_path_answers_with_the_expected_status()
    {
        var builder = Probes.CreateBuilder();
        builder.AddProject<Projects.Probe>("probe").WithHttpEndpoint().WithHttpHealthCheck("/nowhere", statusCode: 404);
        await using var app = await builder.StartAsync(Cancellation);

        await app.ResourceNotifications.WaitForResourceHealthyAsync("probe", Cancellation);

        Assert.Equal("probe_http_/nowhere_404_check", Assert.Single(app.Snapshot("probe").HealthReports).Name);
    }

    [Fact]
    public async Task Unhealthy_resource_says_what_its_path_answered()
    {
        var builder = Probes.CreateBuilder();
        builder.AddProject<Projects.Probe>("probe").WithHttpEndpoint().WithHttpHealthCheck("/nowhere");
        await using var app = await builder.StartAsync(Cancellation);

        var seen = await app.ResourceNotifications.WaitForResourceAsync("probe", current => current.Snapshot.HealthReports.Any(report => report.Description?.Contains("404", StringComparison.Ordinal) is true), Cancellation);

        Assert.Equal(HealthStatus.Unhealthy, seen.Snapshot.HealthStatus);
    }

    [Fact]
    public async Task Resource_without_health_checks_is_healthy_while_it_runs()
    {
        var builder = Probes.CreateBuilder();
        builder.AddProject<Projects.Probe>("probe").WithHttpEndpoint();
        await using var app = await builder.StartAsync(Cancellation);

        var healthy = await app.ResourceNotifications.WaitForResourceHealthyAsync("probe", Cancellation);

        Assert.Empty(healthy.Snapshot.HealthReports);
        await app.ResourceCommands.ExecuteCommandAsync("probe", KnownResourceCommands.StopCommand, Cancellation);
        Assert.Null(app.Snapshot("probe").HealthStatus);
    }

    [Fact]
    public async Task Health_check_of_ones_own_counts_too()
    {
        var healthy = false;
        var builder = Probes.CreateBuilder();
        builder.Services.AddHealthChecks().AddCheck("own", () => healthy ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("Not yet."));
        builder.AddProbe("probe").WithHealthCheck("own");
        await using var app = await builder.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceAsync("probe", current => current.Snapshot.HealthReports.Any(report => report.Description == "Not yet."), Cancellation);

        healthy = true;

        await app.ResourceNotifications.WaitForResourceHealthyAsync("probe", Cancellation);
        Assert.Equal(2, app.Snapshot("probe").HealthReports.Length);
    }

    [Fact]
    public void Http_health_check_needs_an_http_endpoint_when_the_model_is_built()
    {
        var probe = Probes.CreateBuilder().AddProject<Projects.Probe>("probe").WithEndpoint(scheme: "tcp", env: "PROBE_TCP_PORT");

        Assert.Throws<DistributedApplicationException>(() => probe.WithHttpHealthCheck("/health"));
        Assert.Throws<DistributedApplicationException>(() => probe.WithHttpHealthCheck("/health", endpointName: "tcp"));
    }
}
