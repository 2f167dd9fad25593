using Aspire.Hosting.Tests.Applications;

namespace Aspire.Hosting.Tests.Leftovers;

/// <summary>However the AppHost ends, nothing that it has started outlives it: no project, no broker, no epmd.</summary>
public sealed class LeftoverTests : TimedTest
{
    // A stop takes 10 s at most, one after a kill 5 s.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(Processes.Interrupt)]
    [InlineData(Processes.Terminate)]
    [InlineData(Processes.Kill)]
    public async Task Nothing_is_left_after_a_signal(int signal)
    {
        using var appHost = AppHostProcess.Start();
        await appHost.WaitUntilStartedAsync(Cancellation);
        var running = appHost.FindProcesses();
        Assert.Contains(running, process => process.Contains("beam.smp", StringComparison.Ordinal));
        Assert.Contains(running, process => process.Contains("epmd", StringComparison.Ordinal));
        Assert.Contains(running, process => process.Contains("Playlist.Notifier", StringComparison.Ordinal));

        appHost.Send(signal);

        Assert.Empty(await appHost.WaitUntilNothingIsLeftAsync(Deadline, Cancellation));
    }

    /// <summary>Right at the start, while the broker's scripts run, and while it boots.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public async Task Nothing_is_left_after_a_kill_while_things_are_starting(int processes)
    {
        using var appHost = AppHostProcess.Start("--Broker:Persistent=false");
        await appHost.WaitForProcessesAsync(processes, Cancellation);

        appHost.Send(Processes.Kill);

        Assert.Empty(await appHost.WaitUntilNothingIsLeftAsync(Deadline, Cancellation));
    }

    [Fact]
    public async Task Nothing_is_left_after_Ctrl_C_while_things_are_starting()
    {
        using var appHost = AppHostProcess.Start("--Broker:Persistent=false");
        await appHost.WaitForProcessesAsync(6, Cancellation);

        appHost.Send(Processes.Interrupt);

        Assert.Empty(await appHost.WaitUntilNothingIsLeftAsync(Deadline, Cancellation));
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task Nothing_is_left_after_dotnet_run_was_killed()
    {
        using var run = AppHostProcess.Run();
        await run.WaitUntilStartedAsync(Cancellation);

        run.Send(Processes.Kill);

        Assert.Empty(await run.WaitUntilNothingIsLeftAsync(Deadline, Cancellation));
    }
}
