using System.Diagnostics;

namespace Aspire.Hosting.Engine;

/// <summary>A small shell process that outlives this one, should it be killed, and then ends what it has left behind.</summary>
/// <remarks>
/// It reads process groups and folders from a pipe. The pipe ends when this process does, whatever ended it.
/// Each process announces itself (see <see cref="ProcessStarter"/>); this one tells when it has ended.
/// </remarks>
internal sealed class Watchdog : IDisposable
{
    // Seconds from SIGTERM to SIGKILL: shorter than an orderly stop allows, for nobody waits for this one.
    private const string Script = """
        trap '' HUP INT TERM
        exec >/dev/null 2>&1
        groups=' ' folders=
        while read -r what value; do
          case $what in
            watch) groups="$groups$value " ;;
            forget) case $groups in *" $value "*) groups="${groups%% $value *} ${groups#* $value }" ;; esac ;;
            folder) folders="$folders
        $value" ;;
          esac
        done
        alive() { for group in $groups; do kill -0 "-$group" && return 0; done; return 1; }
        for group in $groups; do kill -TERM "-$group"; done
        tries=0
        while alive && [ $tries -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
        for group in $groups; do kill -KILL "-$group"; done
        IFS='
        '
        for folder in $folders; do rm -rf "$folder"; done
        """;

    private readonly Process _process = new();
    private readonly Lock _lock = new();

    public int ProcessId => _process.Id;

    public static async Task<Watchdog> StartAsync()
    {
        var watchdog = new Watchdog();
        watchdog._process.StartInfo = ProcessStarter.CreateStartInfo("sh", ["-c", Script], "/", watchdog: null);
        await ProcessStarter.StartAsync(watchdog._process);
        watchdog._process.StandardInput.AutoFlush = true;
        return watchdog;
    }

    public void Forget(int groupId) => Tell($"forget {groupId}");

    /// <summary>The folder is removed in the end, also when all ends well.</summary>
    public void RemoveAfterwards(string folder) => Tell($"folder {folder}");

    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Somebody has killed it.
        }

        _process.WaitForExit(TimeSpan.FromSeconds(10));
        _process.Dispose();
    }

    private void Tell(string line)
    {
        lock (_lock)
        {
            try
            {
                _process.StandardInput.WriteLine(line);
            }
            catch (IOException)
            {
                // Somebody has killed it. The kernel still asks the processes to end when this one does.
            }
        }
    }
}
