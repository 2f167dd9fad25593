using System.Text;

namespace Playlist.Testing;

/// <summary>What a terminal shows for the few of its commands (ECMA-48) that programs here use: others are passed over.</summary>
public sealed class TerminalScreen
{
    private const char Escape = '\e';

    private readonly List<StringBuilder> _lines = [new()];
    private readonly StringBuilder _command = new();
    private int _column;
    private int _savedColumn;

    public IEnumerable<string> Lines => _lines.Select(line => line.ToString());

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
            _lines.Add(new StringBuilder());
            _column = 0;
        }
        else if (character == '\r')
        {
            _column = 0;
        }
        else if (!char.IsControl(character))
        {
            Put(character);
        }
    }

    private void Put(char character)
    {
        var line = _lines[^1];
        line.Append(' ', Math.Max(0, _column + 1 - line.Length));
        line[_column++] = character;
    }

    /// <summary><c>ESC [ … letter</c>, or <c>ESC</c> and one character.</summary>
    private static bool IsWhole(StringBuilder command) =>
        command.Length > 1 && (command[1] == '[' ? command.Length > 2 && command[^1] is >= '@' and <= '~' : command[1] is not ('(' or ')') || command.Length > 2);

    private void Execute(string command)
    {
        switch (command)
        {
            case "[2K":
                _lines[^1].Clear();
                break;
            case "7":
                _savedColumn = _column;
                break;
            case "8":
                _column = _savedColumn;
                break;
        }
    }
}
