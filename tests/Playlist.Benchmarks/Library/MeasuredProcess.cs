using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Playlist.Benchmarks.Library;

/// <summary>A process whose output is read and whose memory can be asked for.</summary>
internal sealed class MeasuredProcess : IDisposable
{
    private const int Sigterm = 15;

    private readonly Process _process;

    /// <param name="read">Gets each line of its output.</param>
    public MeasuredProcess(string program, IEnumerable<string> arguments, string workingDirectory, Action<string> read)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = workingDirectory };
        start.Environment.Remove("ASPNETCORE_URLS");

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => read(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => read(line.Data ?? "");
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public bool HasExited => _process.HasExited;

    /// <summary>Asks it to end, and waits until it has.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _ = Kill(_process.Id, Sigterm);
        await _process.WaitForExitAsync(cancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

#pragma warning disable SYSLIB1054 // LibraryImport would need unsafe code for this one call.
    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
#pragma warning restore SYSLIB1054
}
