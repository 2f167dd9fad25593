using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Playlist.Testing;

namespace Aspire.Hosting.TestSupport;

/// <summary>The real Playlist.AppHost as a process, with folders of its own. What it starts inherits a mark, by which it can be told from all else on the machine.</summary>
public sealed partial class AppHostProcess : IDisposable
{
    private const string MarkVariable = "OFFLINE_TESTS_RUN";
    private const string NoScenario = "--Scenario:Enabled=false";

    private readonly string _mark = $"{Guid.NewGuid():N}";
    private readonly string _home = Directory.CreateTempSubdirectory("apphost-").FullName;
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Uri> _dashboard = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder _output = new();
    private readonly Process _process;

    private AppHostProcess(IEnumerable<KeyValuePair<string, string>> environment, string[] command)
    {
        // Whoever runs the tests in the background may ignore SIGINT, and what it starts would inherit that.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", .. command]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(ProjectPath)! };
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment[MarkVariable] = _mark;
        foreach (var (name, value) in PrivateFolders.In(_home).Concat(environment))
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

    private static string ProjectPath { get; } =
        typeof(AppHostProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "AppHostProject").Value!;

    /// <summary>As <c>dotnet Playlist.AppHost.dll</c> runs it.</summary>
    /// <param name="arguments">The opening scenario is left out, unless <c>--Scenario:Enabled=true</c> is among them.</param>
    public static AppHostProcess Start(params string[] arguments) => Start([], arguments);

    /// <inheritdoc cref="Start(string[])"/>
    /// <param name="environment">Variables that it gets besides those of the tests.</param>
    /// <param name="arguments">The opening scenario is left out, unless <c>--Scenario:Enabled=true</c> is among them.</param>
    public static AppHostProcess Start(IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments) =>
        new(environment, [Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Playlist.AppHost", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "Playlist.AppHost.dll")), NoScenario, .. arguments]);

    /// <summary>As <c>dotnet run</c> runs it, which is then its parent.</summary>
    /// <inheritdoc cref="Start(string[])" path="/param"/>
    public static AppHostProcess Run(params string[] arguments) => new([], ["run", "--no-build", "--project", ProjectPath, "--", NoScenario, .. arguments]);

    /// <exception cref="InvalidOperationException">It ended instead.</exception>
    public Task WaitUntilStartedAsync(CancellationToken cancellationToken) => WaitForAsync(_started.Task, cancellationToken);

    /// <summary>Waits until it has said where its dashboard is.</summary>
    /// <returns>The address with the token in it, such as <c>http://127.0.0.1:40123/login?t=…</c>, which lets a browser in.</returns>
    /// <exception cref="InvalidOperationException">It ended instead.</exception>
    public async Task<Uri> WaitForDashboardAsync(CancellationToken cancellationToken)
    {
        await WaitForAsync(_dashboard.Task, cancellationToken);
        return await _dashboard.Task;
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
    public Task<IReadOnlyList<string>> WaitUntilNothingIsLeftAsync(TimeSpan deadline, CancellationToken cancellationToken) =>
        Processes.WaitUntilNoneHasAsync($"{MarkVariable}={_mark}", deadline, cancellationToken);

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

    private async Task WaitForAsync(Task said, CancellationToken cancellationToken)
    {
        var ended = _process.WaitForExitAsync(cancellationToken);
        if (await Task.WhenAny(said, ended) == ended)
        {
            await ended;
            throw new InvalidOperationException($"The AppHost ended with {_process.ExitCode}:\n{Output}");
        }
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
        else if (LoginAddress().Match(line ?? "") is { Success: true } address)
        {
            _dashboard.TrySetResult(new Uri(address.Value));
        }
    }

    [GeneratedRegex(@"https?://[\w.:\[\]-]+/login\?t=[\w-]+")]
    private static partial Regex LoginAddress();
}
