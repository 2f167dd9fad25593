using Aspire.Hosting.Tests.Applications;

namespace Aspire.Hosting.Tests.Waits;

/// <summary>Who starts after whom.</summary>
public sealed class WaitTests : TimedTest
{
    [Fact]
    public async Task WaitFor_starts_when_every_replica_of_the_other_is_healthy()
    {
        var builder = Probes.CreateBuilder();
        var first = builder.AddProbe("first").WithReplicas(2);
        builder.AddProbe("second").WaitFor(first);
        await using var app = builder.Build();
        var seen = new List<(string Name, string? State, bool IsHealthy)>();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var watching = WatchAsync(app, seen, end.Token);

        await app.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("second", Cancellation);
        await end.CancelAsync();
        await watching;

        var start = seen.FindIndex(change => change is ("second", nameof(KnownResourceStates.Running), _));
        Assert.Contains(seen, change => change is ("second", nameof(KnownResourceStates.Waiting), _));
        Assert.Equal(2, app.Instances("first").Count(id => app.Snapshot(id).StartTimeStamp < app.Snapshot("second").StartTimeStamp));
        Assert.Contains(seen[..start], change => change is ("first", nameof(KnownResourceStates.Running), true));
    }

    [Fact]
    public async Task WaitForStart_does_not_ask_for_health()
    {
        var builder = Probes.CreateBuilder();
        var sick = builder.AddProbe("sick").WithHttpHealthCheck("/nowhere");
        builder.AddProbe("second").WaitForStart(sick);
        await using var app = await builder.StartAsync(Cancellation);

        await app.ResourceNotifications.WaitForResourceHealthyAsync("second", Cancellation);

        Assert.NotEqual(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy, app.Snapshot("sick").HealthStatus);
    }

    [Fact]
    public async Task WaitForCompletion_starts_after_the_expected_exit_code()
    {
        var builder = Probes.CreateBuilder();
        var job = builder.AddProject<Projects.Probe>("job").WithEnvironment("PROBE_EXIT_CODE", "3");
        builder.AddProbe("second").WaitForCompletion(job, exitCode: 3);
        await using var app = await builder.StartAsync(Cancellation);

        await app.ResourceNotifications.WaitForResourceHealthyAsync("second", Cancellation);

        Assert.Equal(KnownResourceStates.Finished, app.Snapshot("job").State?.Text);
    }

    [Fact]
    public async Task Resource_fails_to_start_when_the_one_it_waits_for_has()
    {
        var builder = Probes.CreateBuilder();
        var broken = builder.AddProbe("broken").WithEnvironment(_ => throw new InvalidOperationException("No such thing."));
        builder.AddProbe("second").WaitFor(broken);
        await using var app = await builder.StartAsync(Cancellation);

        await app.ResourceNotifications.WaitForResourceAsync("second", KnownResourceStates.FailedToStart, Cancellation);

        Assert.Contains(await app.LogAsync("second", Cancellation), line => line.Contains("'broken", StringComparison.Ordinal) && line.Contains("FailedToStart", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Resource_fails_to_start_when_a_job_has_another_exit_code_than_expected()
    {
        var builder = Probes.CreateBuilder();
        var job = builder.AddProject<Projects.Probe>("job").WithEnvironment("PROBE_EXIT_CODE", "1");
        builder.AddProbe("second").WaitForCompletion(job);
        await using var app = await builder.StartAsync(Cancellation);

        await app.ResourceNotifications.WaitForResourceAsync("second", KnownResourceStates.FailedToStart, Cancellation);

        Assert.Contains(await app.LogAsync("second", Cancellation), line => line.Contains("exit code 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_command_ends_a_wait()
    {
        var builder = Probes.CreateBuilder();
        var sick = builder.AddProbe("sick").WithHttpHealthCheck("/nowhere");
        builder.AddProbe("impatient").WaitFor(sick);
        await using var app = builder.Build();
        var starting = app.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceAsync("impatient", KnownResourceStates.Waiting, Cancellation);

        var result = await app.ResourceCommands.ExecuteCommandAsync("impatient", KnownResourceCommands.StartCommand, Cancellation);

        Assert.True(result.Success, result.Message);
        await starting;
        await app.ResourceNotifications.WaitForResourceHealthyAsync("impatient", Cancellation);
    }

    [Fact]
    public async Task WaitForResourceHealthyAsync_throws_when_the_resource_failed_or_there_is_none()
    {
        var builder = Probes.CreateBuilder();
        builder.AddProbe("broken").WithEnvironment(_ => throw new InvalidOperationException("No such thing."));
        await using var app = await builder.StartAsync(Cancellation);

        var failed = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.ResourceNotifications.WaitForResourceHealthyAsync("broken", Cancellation));
        Assert.Contains("FailedToStart", failed.Message, StringComparison.Ordinal);

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.ResourceNotifications.WaitForResourceHealthyAsync("nobody", Cancellation));

        Assert.Contains("nobody", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resource_cannot_wait_for_itself()
    {
        var probe = Probes.CreateBuilder().AddProbe("probe");

        Assert.Throws<DistributedApplicationException>(() => probe.WaitFor(probe));
    }

    private static async Task WatchAsync(DistributedApplication app, List<(string Name, string? State, bool IsHealthy)> seen, CancellationToken end)
    {
        try
        {
            await foreach (var change in app.ResourceNotifications.WatchAsync(end))
            {
                seen.Add((change.Resource.Name, change.Snapshot.State?.Text, change.Snapshot.HealthStatus is Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy));
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
        }
    }
}
