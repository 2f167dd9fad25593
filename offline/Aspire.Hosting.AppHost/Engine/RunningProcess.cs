using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Engine;

/// <summary>A process that was started for a resource.</summary>
internal sealed class RunningProcess
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly ILogger _logger;

    private RunningProcess(Process process, ILogger logger)
    {
        _process = process;
        _logger = logger;
        Id = process.Id;
    }

    public int Id { get; }

    /// <summary>Completes with the exit code when the process, and all that it started, has ended and what it wrote has been read.</summary>
    public required Task<int> Ended { get; init; }

    /// <exception cref="DistributedApplicationException">There is no such program or folder.</exception>
    public static async Task<RunningProcess> StartAsync(LocalProgram program, Watchdog watchdog, ResourceLog log, ILogger logger)
    {
        RefuseWhatIsNotThere(program);

        var process = new Process { StartInfo = ProcessStarter.CreateStartInfo(program.FileName, program.Arguments, program.WorkingDirectory, watchdog) };
        foreach (var (name, value) in program.Environment)
        {
            process.StartInfo.Environment[name] = value;
        }

        await ProcessStarter.StartAsync(process);
        Log.ProcessStarted(logger, process.Id, $"{program.FileName} {string.Join(' ', program.Arguments)}");
        process.StandardInput.Close();
        return new RunningProcess(process, logger) { Ended = Task.Run(() => FollowAsync(process, watchdog, log, logger)) };
    }

    /// <summary>Asks the process to end, and kills it when it has not done so after 10 s.</summary>
    public async Task StopAsync()
    {
        Signal.TerminateProcess(Id);
        try
        {
            await Ended.WaitAsync(StopTimeout);
        }
        catch (TimeoutException)
        {
            Log.ProcessKilled(_logger, Id, StopTimeout.TotalSeconds);
            Signal.KillGroup(Id);
            await Ended;
        }
    }

    private static async Task<int> FollowAsync(Process process, Watchdog watchdog, ResourceLog log, ILogger logger)
    {
        var reading = Task.WhenAll(CopyAsync(process.StandardOutput, log, isError: false), CopyAsync(process.StandardError, log, isError: true));
        await process.WaitForExitAsync();

        // What it started and left behind would keep ports, and these very pipes, open.
        Signal.KillGroup(process.Id);
        await reading.WaitAsync(DrainTimeout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        watchdog.Forget(process.Id);
        Log.ProcessEnded(logger, process.Id, process.ExitCode);
        var exitCode = process.ExitCode;
        process.Dispose();
        return exitCode;
    }

    private static async Task CopyAsync(StreamReader reader, ResourceLog log, bool isError)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            log.Add(line, isError);
        }
    }

    private static void RefuseWhatIsNotThere(LocalProgram program)
    {
        if (!File.Exists(program.FileName))
        {
            throw new DistributedApplicationException($"The program '{program.FileName}' does not exist.");
        }

        if (!Directory.Exists(program.WorkingDirectory))
        {
            throw new DistributedApplicationException($"The folder '{program.WorkingDirectory}' does not exist.");
        }
    }
}
