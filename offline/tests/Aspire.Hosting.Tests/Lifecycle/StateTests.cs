using System.Globalization;
using Aspire.Hosting.Testing;
using Aspire.Hosting.Tests.Applications;

namespace Aspire.Hosting.Tests.Lifecycle;

/// <summary>The states that a resource's process goes through, by itself and by command.</summary>
public sealed class StateTests : TimedTest
{
    [Theory]
    [InlineData(0)]
    [InlineData(42)]
    public async Task Process_that_ends_is_finished_with_its_exit_code(int exitCode)
    {
        var builder = Probes.CreateBuilder();
        builder.AddProject<Projects.Probe>("probe").WithEnvironment("PROBE_EXIT_CODE", exitCode.ToString(CultureInfo.InvariantCulture));
        await using var app = await builder.StartAsync(Cancellation);

        var state = await app.ResourceNotifications.WaitForResourceAsync("probe", KnownResourceStates.TerminalStates, Cancellation);

        Assert.Equal(KnownResourceStates.Finished, state);
        Assert.Equal(exitCode, app.Snapshot("probe").ExitCode);
    }

    [Fact]
    public async Task Process_whose_arguments_cannot_be_told_fails_to_start_and_harms_no_other()
    {
        var builder = Probes.CreateBuilder();
        builder.AddProbe("broken").WithEnvironment(_ => throw new InvalidOperationException("No such thing."));
        builder.AddProbe("sound");
        await using var app = await builder.StartAsync(Cancellation);

        await app.ResourceNotifications.WaitForResourceAsync("broken", KnownResourceStates.FailedToStart, Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("sound", Cancellation);

        Assert.Contains(await app.LogAsync("broken", Cancellation), line => line.Contains("No such thing.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stop_start_and_restart_change_one_resource_and_keep_its_endpoint()
    {
        var builder = Probes.CreateBuilder();
        builder.AddProbe("one");
        builder.AddProbe("other");
        await using var app = await builder.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("one", Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("other", Cancellation);
        var (endpoint, other) = (app.GetEndpoint("one", "http"), app.ProcessId("other"));
        var first = await app.GetAsync<int>("one", "/id", Cancellation);

        var stopped = await app.ResourceCommands.ExecuteCommandAsync("one", KnownResourceCommands.StopCommand, Cancellation);

        Assert.True(stopped.Success, stopped.Message);
        Assert.Equal(KnownResourceStates.Finished, app.Snapshot("one").State?.Text);
        Assert.Equal(0, app.Snapshot("one").ExitCode);
        Assert.False(Directory.Exists($"/proc/{first}"));

        var started = await app.ResourceCommands.ExecuteCommandAsync("one", KnownResourceCommands.StartCommand, Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("one", Cancellation);
        var second = await app.GetAsync<int>("one", "/id", Cancellation);

        Assert.True(started.Success, started.Message);
        Assert.NotEqual(first, second);

        var restarted = await app.ResourceCommands.ExecuteCommandAsync("one", KnownResourceCommands.RestartCommand, Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("one", Cancellation);

        Assert.True(restarted.Success, restarted.Message);
        Assert.NotEqual(second, await app.GetAsync<int>("one", "/id", Cancellation));
        Assert.Equal(endpoint, app.GetEndpoint("one", "http"));
        Assert.Equal(other, app.ProcessId("other"));
    }

    [Fact]
    public async Task Resource_with_explicit_start_starts_only_when_told()
    {
        var builder = Probes.CreateBuilder();
        builder.AddProbe("probe").WithExplicitStart();
        await using var app = await builder.StartAsync(Cancellation);
        Assert.Equal(KnownResourceStates.NotStarted, app.Snapshot("probe").State?.Text);

        await app.ResourceCommands.ExecuteCommandAsync("probe", KnownResourceCommands.StartCommand, Cancellation);

        await app.ResourceNotifications.WaitForResourceHealthyAsync("probe", Cancellation);
    }

    [Fact]
    public async Task Crashed_process_can_be_started_again()
    {
        var builder = Probes.CreateBuilder();
        builder.AddProbe("probe");
        await using var app = await builder.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("probe", Cancellation);

        Kill(app.ProcessId("probe"));
        await app.ResourceNotifications.WaitForResourceAsync("probe", KnownResourceStates.Finished, Cancellation);
        Assert.Equal(137, app.Snapshot("probe").ExitCode);

        await app.ResourceCommands.ExecuteCommandAsync("probe", KnownResourceCommands.StartCommand, Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("probe", Cancellation);
        Assert.Null(app.Snapshot("probe").ExitCode);
    }

    [Fact]
    public async Task Process_that_ignores_SIGTERM_is_killed_after_ten_seconds()
    {
        var builder = Probes.CreateBuilder();
        builder.AddProbe("probe").WithEnvironment("PROBE_IGNORES_SIGTERM", "true");
        await using var app = await builder.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("probe", Cancellation);

        var start = TimeProvider.System.GetTimestamp();
        await app.ResourceCommands.ExecuteCommandAsync("probe", KnownResourceCommands.StopCommand, Cancellation);

        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(14));
        Assert.Equal(137, app.Snapshot("probe").ExitCode);
        Assert.Contains("Ignores SIGTERM.", await app.LogAsync("probe", Cancellation));
    }

    [Fact]
    public async Task What_a_process_has_started_ends_with_it()
    {
        var builder = Probes.CreateBuilder();
        builder.AddProbe("probe");
        await using var app = await builder.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("probe", Cancellation);
        var child = await app.PostAsync<int>("probe", "/child", Cancellation);
        Assert.True(Directory.Exists($"/proc/{child}"));

        await app.ResourceCommands.ExecuteCommandAsync("probe", KnownResourceCommands.StopCommand, Cancellation);

        Assert.Equal(0, app.Snapshot("probe").ExitCode);
        await Processes.WaitForEndAsync(child, Cancellation);
    }

    private static void Kill(int processId)
    {
        using var process = System.Diagnostics.Process.GetProcessById(processId);
        process.Kill();
    }
}
