using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Playlist.Testing;

/// <summary>A built program of this solution that listens somewhere, as a process of its own.</summary>
public sealed partial class ServiceProcess : IDisposable
{
    private const int Sigterm = 15;

    private readonly string _program;
    private readonly Process _process;
    private readonly TaskCompletionSource<string?> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _output = [];
    private readonly ConcurrentQueue<string> _errors = [];

    /// <param name="program">Its assembly's name; the test project refers to it.</param>
    /// <param name="address">Finds in a line of its output where it listens.</param>
    /// <param name="environment">Beyond this process's own.</param>
    public ServiceProcess(string program, Regex address, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> environment)
    {
        _program = program;
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, $"{program}.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("ASPNETCORE_URLS");
        start.Environment.Remove("OTEL_EXPORTER_OTLP_ENDPOINT");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not { } text)
            {
                _ready.TrySetResult(null);
                return;
            }

            _output.Enqueue(text);
            if (address.Match(text) is { Success: true } match)
            {
                _ready.TrySetResult(match.Value);
            }
        };
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
            {
                _errors.Enqueue(text);
            }
        };
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where an ASP.NET program says that it listens.</summary>
    [GeneratedRegex("(?<=Now listening on: )http://[^ ]+")]
    public static partial Regex HttpAddress { get; }

    /// <summary>The lines of the error output; all of them once the process has ended.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>The lines of its log so far.</summary>
    public IReadOnlyCollection<string> Output => _output;

    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <exception cref="InvalidOperationException">It has ended before it listened; the message has what it wrote.</exception>
    public async Task<Uri> WhenListeningAsync(CancellationToken cancellationToken) =>
        await _ready.Task.WaitAsync(cancellationToken) is { } address
            ? new Uri(address)
            : throw new InvalidOperationException($"{_program} has ended before it listened. It wrote:\n{string.Join('\n', _output.Concat(_errors))}");

    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Asks it to stop, as a terminal's Ctrl+C and the AppHost do.</summary>
    public void Terminate()
    {
        if (Kill(_process.Id, Sigterm) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Ends it without a chance to do anything more.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Kills it, unless it has ended.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
