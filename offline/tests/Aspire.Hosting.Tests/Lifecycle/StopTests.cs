using Aspire.Hosting.Tests.Applications;

namespace Aspire.Hosting.Tests.Lifecycle;

/// <summary>The end of the whole application.</summary>
public sealed class StopTests : TimedTest
{
    [Fact]
    public async Task Stopping_the_application_ends_every_process_at_once()
    {
        var builder = Probes.CreateBuilder();
        builder.AddProbe("one").WithReplicas(2);
        builder.AddProbe("other");
        await using var app = await builder.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("one", Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("other", Cancellation);
        var processes = new[] { "one", "other" }.SelectMany(app.Instances).Select(app.ProcessId).ToArray();
        Assert.Equal(3, processes.Length);

        await app.StopAsync(Cancellation);

        Assert.DoesNotContain(processes, Processes.IsAlive);
    }

    [Fact]
    public async Task Stopping_while_a_resource_waits_ends_the_start()
    {
        var builder = Probes.CreateBuilder();
        var sick = builder.AddProbe("sick").WithHttpHealthCheck("/nowhere");
        builder.AddProbe("patient").WaitFor(sick);
        await using var app = builder.Build();
        var starting = app.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceAsync("patient", KnownResourceStates.Waiting, Cancellation);
        await app.ResourceNotifications.WaitForResourceAsync("sick", KnownResourceStates.Running, Cancellation);
        var process = app.ProcessId("sick");

        await app.StopAsync(Cancellation);

        await Task.WhenAny(starting).WaitAsync(Cancellation);
        Assert.False(Processes.IsAlive(process));
    }

    [Fact]
    public async Task Disposing_without_stopping_ends_every_process()
    {
        var builder = Probes.CreateBuilder();
        builder.AddProbe("probe");
        var app = await builder.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("probe", Cancellation);
        var process = app.ProcessId("probe");

        await app.DisposeAsync();

        Assert.False(Processes.IsAlive(process));
    }
}
