using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Playlist.Testing;

/// <summary>A program in a terminal, with a test at its keyboard: <c>script</c> of util-linux is the terminal.</summary>
public sealed class PseudoTerminal : IAsyncDisposable
{
    // The shell makes room for the program: not every one does so by itself, and one that stays would end of Ctrl+C before it.
    // And what started the tests may ignore Ctrl+C, as a shell does for what it runs in the background: the program would inherit that.
    private const string StartProgram = "exec env --default-signal=INT,QUIT";

    private readonly Process _process;
    private readonly TerminalScreen _screen = new();
    private readonly Lock _lock = new();
    private readonly Task _reading;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PseudoTerminal(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    /// <summary>Why there is none here; <see langword="null"/> where there is.</summary>
    public static string? Missing => OperatingSystem.IsLinux() && File.Exists("/usr/bin/script") ? null : "a pseudo-terminal needs /usr/bin/script of Linux: install the package bsdutils";

    /// <summary>The lines on the screen, without colours.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _screen.Lines];
            }
        }
    }

    /// <param name="columns">The terminal's size; 0 is one that has none, as a serial line.</param>
    public static PseudoTerminal Start(IEnumerable<string> command, IReadOnlyDictionary<string, string?> environment, int columns = 0, int rows = 0)
    {
        var program = string.Join(' ', command.Select(Quote).Prepend(StartProgram));
        var start = new ProcessStartInfo("/usr/bin/script", ["--quiet", "--flush", "--return", "--command", $"stty {SizeOf(columns, rows)} && {program}", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new PseudoTerminal(Process.Start(start)!);
    }

    /// <summary>Whether the program has the screen for itself, and whether it shows the cursor.</summary>
    public (bool IsAlternate, bool IsCursorVisible) Modes
    {
        get
        {
            lock (_lock)
            {
                return (_screen.IsAlternate, _screen.IsCursorVisible);
            }
        }
    }

    /// <summary>The cells on the screen, with colours.</summary>
    public IReadOnlyList<IReadOnlyList<ScreenCell>> Cells
    {
        get
        {
            lock (_lock)
            {
                return [.. _screen.Cells.Select(line => line.ToArray())];
            }
        }
    }

    /// <summary>Gives the terminal another size, as a person does with a window.</summary>
    public async Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken)
    {
        // The program that runs in the terminal knows which one it is.
        var terminal = File.ResolveLinkTarget($"/proc/{await FindProgramAsync(cancellationToken)}/fd/0", returnFinalTarget: true)!.FullName;
        using var resizing = Process.Start("stty", $"-F {terminal} {SizeOf(columns, rows)}");
        await resizing.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Tells the program to end, as the system does (SIGTERM).</summary>
    public async Task TerminateAsync(CancellationToken cancellationToken)
    {
        using var killing = Process.Start("kill", $"-TERM {await FindProgramAsync(cancellationToken)}");
        await killing.WaitForExitAsync(cancellationToken);
    }

    /// <param name="keys">What is typed; Enter is <c>\r</c>.</param>
    public async Task TypeAsync(string keys)
    {
        await _process.StandardInput.WriteAsync(keys);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits until the screen is as wanted.</summary>
    /// <exception cref="TimeoutException">It is not after a minute; the message shows the screen.</exception>
    public async Task WaitForAsync(Predicate<IReadOnlyList<string>> isThere, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                changed = _changed.Task;
            }

            if (isThere(Lines))
            {
                return;
            }

            try
            {
                await Task.WhenAny(changed, _reading).WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"Not on the screen within a minute. It shows:\n{string.Join('\n', Lines)}");
            }

            if (_reading.IsCompleted && !isThere(Lines))
            {
                throw new InvalidOperationException($"The program has ended. The screen shows:\n{string.Join('\n', Lines)}");
            }
        }
    }

    /// <returns>The program's exit code.</returns>
    /// <exception cref="TimeoutException">It has not ended after a minute; the message shows the screen.</exception>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _process.WaitForExitAsync(cancellationToken).WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
            return _process.ExitCode;
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"It has not ended within a minute. The screen shows:\n{string.Join('\n', Lines)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new char[4096];
        int count;
        while ((count = await _process.StandardOutput.ReadAsync(buffer)) > 0)
        {
            TaskCompletionSource changed;
            lock (_lock)
            {
                _screen.Write(buffer.AsSpan(0, count));
                changed = _changed;
                _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            changed.SetResult();
        }
    }

    private async Task<string> FindProgramAsync(CancellationToken cancellationToken)
    {
        var children = await File.ReadAllTextAsync($"/proc/{_process.Id}/task/{_process.Id}/children", cancellationToken);
        return children.Split(' ')[0];
    }

    private static string SizeOf(int columns, int rows) => string.Create(CultureInfo.InvariantCulture, $"columns {columns} rows {rows}");

    private static string Quote(string argument) => $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
