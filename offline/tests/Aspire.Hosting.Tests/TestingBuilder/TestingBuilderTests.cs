using Aspire.Hosting.Testing;
using Aspire.Hosting.Tests.Applications;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Tests.TestingBuilder;

/// <summary>A test that runs an AppHost's own <c>Main</c>: that of Probe.AppHost.</summary>
public sealed class TestingBuilderTests : TimedTest
{
    private static readonly string[] Bus = ["--ConnectionStrings:bus=amqp://localhost"];

    [Fact]
    public async Task Application_of_the_AppHost_starts_as_its_arguments_say()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Probe_AppHost>([.. Bus, "--Greeting=hello"], Cancellation);
        await using var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);

        var environment = await app.GetEnvironmentAsync("probe", Cancellation);

        Assert.Equal("hello", environment["GREETING"]);
        Assert.Equal("amqp://localhost", environment["ConnectionStrings__bus"]);
        Assert.Equal("amqp://localhost", await app.GetConnectionStringAsync("bus", Cancellation));
        using var client = app.CreateHttpClient("probe");
        Assert.Equal(app.GetEndpoint("probe"), client.BaseAddress);
        Assert.Equal("", await client.GetStringAsync("/health", Cancellation));
    }

    [Fact]
    public async Task AppHost_is_configured_for_a_test()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Probe_AppHost>(Bus, Cancellation);

        Assert.True(builder.Environment.IsDevelopment());
        Assert.Equal("yes", builder.Configuration["OF_THE_APPHOST_PROFILE"]);
        Assert.Equal("true", builder.Configuration["DcpPublisher:RandomizePorts"]);
        Assert.Equal(Projects.Probe_AppHost.ProjectPath, builder.AppHostDirectory);
        Assert.Equal(["bus", "probe"], builder.Resources.Select(resource => resource.Name).Order());
    }

    [Fact]
    public async Task Test_may_change_configuration_and_resources_before_the_application_is_built()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Probe_AppHost>(Bus, Cancellation);
        builder.Configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = null;
        builder.Configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = "http://localhost:6666";
        builder.Configuration["ConnectionStrings:bus"] = "amqp://changed";
        var probe = builder.CreateResourceBuilder((ProjectResource)builder.Resources.Single(resource => resource.Name == "probe"));
        probe.WithEnvironment("ADDED", "by the test");
        await using var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);

        var environment = await app.GetEnvironmentAsync("probe", Cancellation);

        Assert.Equal("by the test", environment["ADDED"]);
        Assert.Equal("amqp://changed", environment["ConnectionStrings__bus"]);
        Assert.Equal("http://localhost:6666", environment["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal("http/protobuf", environment["OTEL_EXPORTER_OTLP_PROTOCOL"]);
    }

    [Fact]
    public async Task Two_applications_run_at_once()
    {
        await using var one = await StartAsync("one");
        await using var other = await StartAsync("other");

        Assert.Equal("one", (await one.GetEnvironmentAsync("probe", Cancellation))["GREETING"]);
        Assert.Equal("other", (await other.GetEnvironmentAsync("probe", Cancellation))["GREETING"]);
        Assert.NotEqual(one.GetEndpoint("probe"), other.GetEndpoint("probe"));
    }

    [Fact]
    public async Task Disposing_ends_the_processes_and_a_second_time_does_nothing()
    {
        var app = await StartAsync("hello");
        await app.ResourceNotifications.WaitForResourceHealthyAsync("probe", Cancellation);
        var process = app.ProcessId("probe");

        await app.DisposeAsync();
        await app.DisposeAsync();

        Assert.False(Processes.IsAlive(process));
    }

    [Fact]
    public async Task Builder_that_is_never_built_can_be_disposed()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Probe_AppHost>(Bus, Cancellation);

        await builder.DisposeAsync();
    }

    [Fact]
    public async Task Endpoint_cannot_be_asked_for_before_the_application_has_started()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Probe_AppHost>(Bus, Cancellation);
        await using var app = await builder.BuildAsync(Cancellation);

        Assert.Throws<InvalidOperationException>(() => app.GetEndpoint("probe"));
    }

    [Fact]
    public async Task Unknown_resource_or_endpoint_is_refused_by_name()
    {
        await using var app = await StartAsync("hello");

        Assert.Contains("nobody", Assert.Throws<ArgumentException>(() => app.GetEndpoint("nobody")).Message, StringComparison.Ordinal);
        Assert.Contains("udp", Assert.Throws<ArgumentException>(() => app.GetEndpoint("probe", "udp")).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(async () => await app.GetConnectionStringAsync("probe", Cancellation));
    }

    [Fact]
    public async Task Failure_of_the_AppHosts_Main_is_the_tests()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => DistributedApplicationTestingBuilder.CreateAsync<Projects.Probe_AppHost>(["--Fails=true"], Cancellation));

        Assert.Equal("As it was told.", exception.Message);
    }

    private async Task<DistributedApplication> StartAsync(string greeting)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Probe_AppHost>([.. Bus, $"--Greeting={greeting}"], Cancellation);
        var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);
        return app;
    }
}
