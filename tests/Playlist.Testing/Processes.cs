using System.Runtime.InteropServices;

namespace Playlist.Testing;

/// <summary>The machine's processes, as /proc has them.</summary>
public static class Processes
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    /// <summary>Waits until the process has ended; nobody tells when one that is not a child ends.</summary>
    /// <exception cref="TimeoutException">It has not ended after a minute.</exception>
    public static Task WaitForEndAsync(int id, CancellationToken cancellationToken) =>
        Eventually.GetAsync(_ => Task.FromResult(IsAlive(id) ? null : "ended"), $"process {id} to end", cancellationToken);

    /// <summary>One that has ended, and that its parent has not asked about yet, is not alive.</summary>
    public static bool IsAlive(int id)
    {
        try
        {
            // 4242 (a name (with anything)) S …
            var status = File.ReadAllText($"/proc/{id}/stat");
            return status[status.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The processes that were started with an environment variable, given as <c>NAME=value</c>: id and command line of each.</summary>
    public static IReadOnlyList<string> FindByEnvironment(string variable)
    {
        var found = new List<string>();
        foreach (var folder in Directory.GetDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            try
            {
                if (File.ReadAllText($"{folder}/environ").Split('\0').Contains(variable))
                {
                    found.Add($"{Path.GetFileName(folder)} {File.ReadAllText($"{folder}/cmdline").Replace('\0', ' ')}");
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It has ended meanwhile, or is another user's.
            }
        }

        return found;
    }

    /// <summary>Waits until no process has the environment variable, given as <c>NAME=value</c>.</summary>
    /// <returns>Those that still have it at the deadline, by id and command line.</returns>
    public static async Task<IReadOnlyList<string>> WaitUntilNoneHasAsync(string variable, TimeSpan deadline, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> left = [];
        try
        {
            await Eventually.GetAsync(_ => Task.FromResult((left = FindByEnvironment(variable)).Count > 0 ? null : variable), "all to end", cancellationToken, deadline);
        }
        catch (TimeoutException)
        {
            // Whoever asks says which they are.
        }

        return left;
    }

    /// <remarks>To an id, and never to a name: other people's processes run on the machine too.</remarks>
    public static void Send(int processId, int signal) => _ = NativeKill(processId, signal);

#pragma warning disable SYSLIB1054 // LibraryImport would need unsafe code for this one call.
    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeKill(int target, int signal);
#pragma warning restore SYSLIB1054
}
