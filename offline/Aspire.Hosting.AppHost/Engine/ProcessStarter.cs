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

    /// <summary>Each process leads a session of its own: Ctrl+C in the terminal does not reach it, and all that it starts can be signalled together.</summary>
    /// <remarks>The process's id is also its group's.</remarks>
    public static ProcessStartInfo CreateStartInfo(string fileName, IEnumerable<string> arguments, string workingDirectory, bool endsWithThisProcess) =>
        new("setsid", [.. endsWithThisProcess ? (string[])["setpriv", "--pdeathsig", "TERM", "--"] : [], fileName, .. arguments])
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
