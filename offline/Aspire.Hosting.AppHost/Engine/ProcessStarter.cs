using System.Collections.Concurrent;
using System.Diagnostics;

namespace Aspire.Hosting.Engine;

/// <summary>Starts processes so that they end with this one: the kernel sends them SIGTERM when the thread that started them ends, so that thread is one that never does.</summary>
internal static class ProcessStarter
{
    private static readonly BlockingCollection<(Process Process, TaskCompletionSource Started)> Requests = [];

    static ProcessStarter()
    {
        new Thread(StartAll) { IsBackground = true, Name = "Process starter" }.Start();
    }

    // The watchdog's standard input is a pipe. Should this process end before the check, the program never runs; should it
    // end later, the watchdog knows the group already: there is no moment at which a killed AppHost leaves a process behind.
    private const string AnnounceAndRun = """
        { echo "watch $$" >"/proc/$2/fd/0"; } 2>/dev/null
        [ "$PPID" = "$1" ] || exit 143
        shift 2
        exec "$@"
        """;

    /// <summary>Each process leads a session of its own: Ctrl+C in the terminal does not reach it, and all that it starts can be signalled together.</summary>
    /// <remarks>The process's id is also its group's.</remarks>
    /// <param name="watchdog">Ends the process, should this one be killed; the kernel asks it to end then, too. <see langword="null"/>: it lives on.</param>
    public static ProcessStartInfo CreateStartInfo(string fileName, IEnumerable<string> arguments, string workingDirectory, Watchdog? watchdog) =>
        new("setsid", [.. watchdog is null ? (string[])[] : ["setpriv", "--pdeathsig", "TERM", "--", "bash", "-c", AnnounceAndRun, "bash", $"{Environment.ProcessId}", $"{watchdog.ProcessId}"], fileName, .. arguments])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    public static Task StartAsync(Process process)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Add((process, started));
        return started.Task;
    }

    private static void StartAll()
    {
        foreach (var (process, started) in Requests.GetConsumingEnumerable())
        {
            try
            {
                process.Start();
                started.SetResult();
            }
            catch (Exception exception)
            {
                started.SetException(exception);
            }
        }
    }
}
