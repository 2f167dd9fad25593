using System.Diagnostics;
using System.Globalization;
using System.Text;
using Aspire.Hosting.Tests.Applications;

namespace Aspire.Hosting.Tests.Leftovers;

/// <summary>The real Playlist.AppHost as a process, with folders of its own. What it starts inherits a mark, by which it can be told from all else on the machine.</summary>
internal sealed class AppHostProcess : IDisposable
{
    private const string MarkVariable = "OFFLINE_TESTS_RUN";

    private readonly string _mark = $"{Guid.NewGuid():N}";
    private readonly string _home = Directory.CreateTempSubdirectory("apphost-").FullName;
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder _output = new();
    private readonly Process _process;

    private AppHostProcess(params string[] command)
    {
        // Whoever runs the tests in the background may ignore SIGINT, and what it starts would inherit that.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", .. command, "--Scenario:Enabled=false"]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(ProjectPath)! };
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment[MarkVariable] = _mark;
        foreach (var (name, value) in PrivateFolders.In(_home))
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>All that the AppHost has written so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    private static string ProjectPath => Path.Combine(Repository, "Playlist.AppHost", "Playlist.AppHost.csproj");

    private static string Repository => Path.GetFullPath(Path.Combine(Projects.Probe_AppHost.ProjectPath, "..", "..", ".."));

    /// <summary>As <c>dotnet Playlist.AppHost.dll</c> runs it.</summary>
    public static AppHostProcess Start(params string[] arguments) =>
        new([Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Playlist.AppHost", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "Playlist.AppHost.dll")), .. arguments]);

    /// <summary>As <c>dotnet run</c> runs it, which is then its parent.</summary>
    public static AppHostProcess Run(params string[] arguments) => new(["run", "--no-build", "--project", ProjectPath, "--", .. arguments]);

    /// <exception cref="InvalidOperationException">It ended instead.</exception>
    public async Task WaitUntilStartedAsync(CancellationToken cancellationToken)
    {
        var ended = _process.WaitForExitAsync(cancellationToken);
        if (await Task.WhenAny(_started.Task, ended) == ended)
        {
            await ended;
            throw new InvalidOperationException($"The AppHost ended with {_process.ExitCode}:\n{Output}");
        }
    }

    /// <summary>Waits until so many processes carry the mark.</summary>
    public async Task WaitForProcessesAsync(int count, CancellationToken cancellationToken)
    {
        while (FindProcesses().Count < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellationToken);
        }
    }

    public void Send(int signal) => Processes.Send(_process.Id, signal);

    /// <summary>Waits until no process carries the mark any more.</summary>
    /// <returns>Those that still do at the deadline, by id and command line.</returns>
    public async Task<IReadOnlyList<string>> WaitUntilNothingIsLeftAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (FindProcesses() is { Count: > 0 } left)
        {
            if (TimeProvider.System.GetElapsedTime(start) > deadline)
            {
                return left;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }

        return [];
    }

    public IReadOnlyList<string> FindProcesses() => Processes.FindByEnvironment($"{MarkVariable}={_mark}");

    public void Dispose()
    {
        foreach (var left in FindProcesses())
        {
            Processes.Send(int.Parse(left.Split(' ')[0], CultureInfo.InvariantCulture), Processes.Kill);
        }

        _process.WaitForExit(TimeSpan.FromSeconds(10));
        _process.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    private void Read(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line?.Contains("Distributed application started.", StringComparison.Ordinal) is true)
        {
            _started.TrySetResult();
        }
    }
}
