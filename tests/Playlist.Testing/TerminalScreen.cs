using System.Globalization;
using System.Text;

namespace Playlist.Testing;

/// <summary>What a terminal shows for the few of its commands (ECMA-48, and xterm's private modes) that programs here use: others are passed over.</summary>
public sealed class TerminalScreen
{
    private const char Escape = '\e';
    private const string AlternateScreen = "?1049";
    private const string CursorMode = "?25";

    private readonly StringBuilder _command = new();
    private List<List<ScreenCell>> _lines = [[]];
    private (List<List<ScreenCell>> Lines, int Row, int Column)? _main;
    private ScreenStyle _style;
    private char _highSurrogate;
    private int _row;
    private int _column;
    private int _savedColumn;

    /// <summary>The lines without colours: all since the beginning, or those of the alternate screen.</summary>
    public IEnumerable<string> Lines => _lines.Select(line => string.Concat(line.Select(cell => cell.Text)));

    public IReadOnlyList<IReadOnlyList<ScreenCell>> Cells => _lines;

    /// <summary>Whether a program has the screen for itself.</summary>
    public bool IsAlternate => _main is not null;

    public bool IsCursorVisible { get; private set; } = true;

    /// <summary>Row and column, from 0.</summary>
    public (int Row, int Column) Cursor => (_row, _column);

    public void Write(ReadOnlySpan<char> output)
    {
        foreach (var character in output)
        {
            Write(character);
        }
    }

    private void Write(char character)
    {
        if (_command.Length > 0 || character == Escape)
        {
            _command.Append(character);
            if (IsWhole(_command))
            {
                Execute(_command.ToString(1, _command.Length - 1));
                _command.Clear();
            }
        }
        else if (character == '\n')
        {
            MoveTo(_row + 1, 0);
        }
        else if (character == '\r')
        {
            _column = 0;
        }
        else if (char.IsHighSurrogate(character))
        {
            _highSurrogate = character;
        }
        else if (!char.IsControl(character))
        {
            Put(char.IsLowSurrogate(character) ? new Rune(_highSurrogate, character) : new Rune(character));
        }
    }

    private void Put(Rune rune)
    {
        var line = Line();
        var width = TerminalWidth.Of(rune);
        if (width == 0)
        {
            // Combined with what it follows.
            var before = line.FindLastIndex(Math.Min(_column, line.Count) - 1, cell => cell.Text.Length > 0);
            if (before >= 0)
            {
                line[before] = line[before] with { Text = line[before].Text + rune };
            }

            return;
        }

        line.AddRange(Enumerable.Repeat(new ScreenCell(" ", default), Math.Max(0, _column + width - line.Count)));
        line[_column++] = new ScreenCell(rune.ToString(), _style);
        if (width == 2)
        {
            line[_column++] = new ScreenCell("", _style);
        }
    }

    /// <summary><c>ESC [ … letter</c>, or <c>ESC</c> and one character.</summary>
    private static bool IsWhole(StringBuilder command) =>
        command.Length > 1 && (command[1] == '[' ? command.Length > 2 && command[^1] is >= '@' and <= '~' : command[1] is not ('(' or ')') || command.Length > 2);

    private void Execute(string command)
    {
        switch (command)
        {
            case "7":
                _savedColumn = _column;
                break;
            case "8":
                _column = _savedColumn;
                break;
            case ['[', .. var parameters, var final]:
                Execute(parameters, final);
                break;
        }
    }

    private void Execute(string parameters, char final)
    {
        switch (final)
        {
            case 'H':
                var numbers = parameters.Split(';');
                MoveTo(Number(numbers[0], 1) - 1, Number(numbers.ElementAtOrDefault(1), 1) - 1);
                break;
            case 'G':
                _column = Number(parameters, 1) - 1;
                break;
            case 'K' when parameters == "2":
                Line().Clear();
                break;
            case 'K':
                Line().RemoveRange(Math.Min(_column, Line().Count), Math.Max(0, Line().Count - _column));
                break;
            case 'J' when parameters == "2":
                _lines = [[]];
                break;
            case 'm':
                _style = Array.ConvertAll(parameters.Split(';'), code => Number(code, 0)).Aggregate(_style, Styled);
                break;
            case 'h' or 'l' when parameters == CursorMode:
                IsCursorVisible = final == 'h';
                break;
            case 'h' when parameters == AlternateScreen && _main is null:
                _main = (_lines, _row, _column);
                (_lines, _row, _column) = ([[]], 0, 0);
                break;
            case 'l' when parameters == AlternateScreen && _main is { } main:
                (_lines, _row, _column) = main;
                _main = null;
                break;
        }
    }

    private static ScreenStyle Styled(ScreenStyle style, int code) => code switch
    {
        0 => default,
        1 => style with { Bold = true },
        2 => style with { Dim = true },
        7 => style with { Inverse = true },
        >= 30 and <= 37 => style with { Colour = code - 30 },
        >= 90 and <= 97 => style with { Colour = code - 82 },
        39 => style with { Colour = null },
        _ => style,
    };

    private void MoveTo(int row, int column)
    {
        (_row, _column) = (row, column);
        Line();
    }

    private List<ScreenCell> Line()
    {
        while (_lines.Count <= _row)
        {
            _lines.Add([]);
        }

        return _lines[_row];
    }

    private static int Number(string? parameter, int otherwise) => int.TryParse(parameter, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
