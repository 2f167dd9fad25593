using System.Threading.Channels;

namespace Playlist.Client.Consoles;

/// <summary>The screen and the keyboard of one person: lines appear above the line that is being typed, which stays as it is.</summary>
/// <remarks>
/// Without a terminal on both sides, as in <c>echo 1 | … console | cat</c>, lines are read and written as they are.
/// A status is in the place of a line that has yet to be typed.
/// </remarks>
internal sealed class Terminal : ITranscript
{
    // ECMA-48: to the first column and erase the line; remember the cursor; back to it.
    private const string EraseLine = "\r\e[2K";
    private const string SaveCursor = "\e7";
    private const string RestoreCursor = "\e8";
    private const string Reset = "\e[0m";
    private const int FallbackColumns = 80;

    private readonly TextReader _input;
    private readonly TextWriter _output;
    private readonly Lock _lock = new();
    private readonly LineEditor _editor = new();
    private ChannelReader<ConsoleKeyInfo>? _keys;
    private string? _prompt;
    private string? _status;

    /// <summary>The one that this process runs in.</summary>
    public Terminal()
        : this(Console.In, Console.Out) => IsInteractive = !Console.IsInputRedirected && !Console.IsOutputRedirected;

    /// <summary>None: lines come from somewhere, and go somewhere.</summary>
    public Terminal(TextReader input, TextWriter output) => (_input, _output) = (input, output);

    /// <summary>Whether a person types, and sees what comes while they do.</summary>
    public bool IsInteractive { get; }

    /// <summary>Whether colours are wanted (no-color.org).</summary>
    public static bool HasColours { get; } =
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";

    public void WriteLine(string text, LineKind kind = LineKind.Plain)
    {
        lock (_lock)
        {
            if (!IsInteractive)
            {
                _output.WriteLine(text);
                return;
            }

            _output.Write(EraseLine + (HasColours && Colour(kind) is { } colour ? colour + text + Reset : text) + "\n");
            Render();
        }
    }

    /// <summary>Shows nothing where there is no terminal.</summary>
    public void ShowStatus(string? status)
    {
        lock (_lock)
        {
            _status = status;
            if (IsInteractive)
            {
                _output.Write(EraseLine);
                Render();
            }
        }
    }

    /// <returns>What was typed, or <see langword="null"/> at the end of the input.</returns>
    public async Task<string?> ReadLineAsync(string prompt, CancellationToken cancellationToken)
    {
        if (!IsInteractive)
        {
            lock (_lock)
            {
                _output.Write(prompt);
            }

            return await _input.ReadLineAsync(cancellationToken);
        }

        _keys ??= Keyboard.Read();
        Prompt(prompt);
        try
        {
            await foreach (var key in _keys.ReadAllAsync(cancellationToken))
            {
                if (key is { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } && _editor.Text.Length == 0)
                {
                    break;
                }

                if (Take(key) is { } line)
                {
                    return line;
                }
            }

            return null;
        }
        finally
        {
            Prompt(null);
        }
    }

    private string? Take(ConsoleKeyInfo key)
    {
        lock (_lock)
        {
            var text = _editor.Text;
            var line = _editor.Take(key);
            if (line is not null)
            {
                // What was asked and typed stays on the screen.
                _output.Write(EraseLine + _prompt + text + "\n");
                _prompt = null;
            }
            else
            {
                _output.Write(EraseLine);
                Render();
            }

            return line;
        }
    }

    private void Prompt(string? prompt)
    {
        lock (_lock)
        {
            if (_prompt is not null && prompt is null)
            {
                _output.Write("\n");
            }

            _prompt = prompt;
            Render();
        }
    }

    /// <summary>Draws the line in progress; the cursor is in the first column of an empty line.</summary>
    private void Render()
    {
        if (_status is not null && (_prompt is null || _editor.Text.Length == 0))
        {
            _output.Write(TerminalText.Start(_status, Columns()));
        }
        else if (_prompt is not null)
        {
            // A line too long for the screen shows what is around the cursor.
            var room = Columns() - TerminalText.Columns(_prompt);
            var left = TerminalText.End(_editor.Text[.._editor.Cursor], room);
            var right = TerminalText.Start(_editor.Text[_editor.Cursor..], room - TerminalText.Columns(left));
            _output.Write($"{_prompt}{left}{SaveCursor}{right}{RestoreCursor}");
        }
    }

    // The last column stays free: terminals differ in what they do with the cursor behind it.
    private static int Columns()
    {
        var columns = Console.WindowWidth;
        return (columns > 0 ? columns : FallbackColumns) - 1;
    }

    private static string? Colour(LineKind kind) => kind switch
    {
        LineKind.Update => "\e[1;36m",
        LineKind.Problem => "\e[33m",
        _ => null,
    };
}
