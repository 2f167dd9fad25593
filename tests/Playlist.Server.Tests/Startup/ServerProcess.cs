using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Playlist.Testing;

namespace Playlist.Server.Tests.Startup;

/// <summary>The built server, as a process of its own.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private const int Sigterm = 15;

    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _errors = [];
    private readonly ConcurrentQueue<string> _output = [];
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("playlist-data-");

    /// <param name="arguments">As on the command line. Unless they name a data folder, it has one of its own, gone when disposed.</param>
    /// <param name="environment">Beyond this process's own.</param>
    public ServerProcess(IEnumerable<string> arguments, params IEnumerable<KeyValuePair<string, string>> environment)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, "Playlist.Server.dll"), $"--Storage:Folder={_data.FullName}", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("ASPNETCORE_URLS");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) =>
        {
            _output.Enqueue(line.Data ?? "");
            if (ListeningLine().Match(line.Data ?? "") is { Success: true } match)
            {
                _listening.TrySetResult(new Uri(match.Value));
            }
        };
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
            {
                _errors.Add(text);
            }
        };
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The lines of the error output; all of them once the process has ended.</summary>
    public IReadOnlyList<string> Errors => _errors;

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

    public Task<Uri> WhenListeningAsync(CancellationToken cancellationToken) => _listening.Task.WaitAsync(cancellationToken);

    public async Task<SongConnection> ConnectAsync(CancellationToken cancellationToken) =>
        await SongConnection.OpenAsync(await WhenListeningAsync(cancellationToken), cancellationToken);

    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Asks it to stop, as a terminal's Ctrl+C and the AppHost do.</summary>
    public void Terminate() => Assert.Equal(0, Kill(_process.Id, Sigterm));

    /// <summary>Ends it without a chance to do anything more.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        _data.Delete(recursive: true);
    }

    [GeneratedRegex("tcp://[0-9.:]+[0-9]")]
    private static partial Regex ListeningLine();

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
