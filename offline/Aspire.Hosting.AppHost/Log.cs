using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Distributed application starting.")]
    public static partial void Starting(ILogger logger);

    [LoggerMessage(2, LogLevel.Information, "Application host directory is: {Directory}")]
    public static partial void AppHostDirectory(ILogger logger, string directory);

    [LoggerMessage(3, LogLevel.Information, "Distributed application started. Press Ctrl+C to shut down.")]
    public static partial void Started(ILogger logger);

    [LoggerMessage(4, LogLevel.Information, "What the processes write is kept in {Directory}")]
    public static partial void LogDirectory(ILogger logger, string directory);

    [LoggerMessage(5, LogLevel.Information, "{Resource}: {State}")]
    public static partial void ResourceChanged(ILogger logger, string resource, string state);

    [LoggerMessage(6, LogLevel.Warning, "{Resource}: {State}")]
    public static partial void ResourceFailed(ILogger logger, string resource, string state);

    [LoggerMessage(7, LogLevel.Warning, "Process {ProcessId}, which started this application, is gone: stopping.")]
    public static partial void Orphaned(ILogger logger, int processId);

    [LoggerMessage(8, LogLevel.Information, "{Resources}")]
    public static partial void Resources(ILogger logger, string resources);

    [LoggerMessage(9, LogLevel.Warning, "Still starting:\n{Resources}")]
    public static partial void StillStarting(ILogger logger, string resources);

    [LoggerMessage(13, LogLevel.Information, "Stopping. Each resource has 10 s to end by itself.")]
    public static partial void Stopping(ILogger logger);

    [LoggerMessage(14, LogLevel.Information, "Login to the dashboard at {Address}")]
    public static partial void DashboardStarted(ILogger logger, Uri address);

    [LoggerMessage(10, LogLevel.Information, "Waiting for resource '{Dependency}' ({WaitType}).")]
    public static partial void WaitingFor(ILogger logger, string dependency, WaitType waitType);

    [LoggerMessage(11, LogLevel.Error, "Stopped waiting for resource '{Dependency}' because {Reason}.")]
    public static partial void StoppedWaitingFor(ILogger logger, string dependency, string reason);

    [LoggerMessage(12, LogLevel.Information, "Finished waiting for resource '{Dependency}'.")]
    public static partial void FinishedWaitingFor(ILogger logger, string dependency);

    [LoggerMessage(20, LogLevel.Error, "Resource '{Resource}' could not be started: {Reason}")]
    public static partial void FailedToStart(ILogger logger, string resource, string reason, Exception? exception);

    [LoggerMessage(21, LogLevel.Information, "Started process {ProcessId}: {Command}")]
    public static partial void ProcessStarted(ILogger logger, int processId, string command);

    [LoggerMessage(22, LogLevel.Information, "Process {ProcessId} ended with exit code {ExitCode}.")]
    public static partial void ProcessEnded(ILogger logger, int processId, int exitCode);

    [LoggerMessage(23, LogLevel.Warning, "Process {ProcessId} did not end within {Seconds} s of SIGTERM and was killed.")]
    public static partial void ProcessKilled(ILogger logger, int processId, double seconds);

    [LoggerMessage(24, LogLevel.Warning, "The health of resource '{Resource}' could not be checked.")]
    public static partial void HealthCheckFailed(ILogger logger, string resource, Exception exception);

    [LoggerMessage(30, LogLevel.Information, "Executing command '{Command}'.")]
    public static partial void CommandStarted(ILogger logger, string command);

    [LoggerMessage(31, LogLevel.Information, "Command '{Command}' succeeded.")]
    public static partial void CommandSucceeded(ILogger logger, string command);

    [LoggerMessage(32, LogLevel.Information, "Command '{Command}' failed: {Reason}")]
    public static partial void CommandFailed(ILogger logger, string command, string? reason);

    [LoggerMessage(33, LogLevel.Error, "Command '{Command}' failed.")]
    public static partial void CommandThrew(ILogger logger, string command, Exception exception);
}
