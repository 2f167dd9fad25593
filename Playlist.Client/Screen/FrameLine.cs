using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Playlist.Client.Screen;

/// <summary>A row of the screen, written from left to right; all text is cleaned on its way there.</summary>
internal sealed class FrameLine
{
    private readonly StringBuilder _text = new();
    private readonly AnsiWriter _writer;
    private readonly int _width;
    private readonly Style _style;

    /// <param name="style">Of the whole row.</param>
    public FrameLine(AnsiCapabilities capabilities, int width, Style style)
    {
        _writer = new AnsiWriter(new StringWriter(_text, CultureInfo.InvariantCulture), capabilities);
        (_width, _style) = (width, style);
    }

    /// <summary>The column that is written next, from 0.</summary>
    public int Column { get; private set; }

    /// <summary>How many columns are left.</summary>
    public int Left => _width - Column;

    /// <summary>Writes a text, and an ellipsis where it has to end.</summary>
    public FrameLine Add(string text, Style style)
    {
        var cut = TerminalText.Cut(TerminalText.Clean(text), Left);
        return Write(cut, TerminalText.Columns(cut), style);
    }

    /// <summary>Writes a text into so many columns, all of which are filled.</summary>
    public FrameLine AddField(string text, int columns, Style style, bool isRight = false)
    {
        columns = Math.Clamp(columns, 0, Left);
        var cut = TerminalText.Cut(TerminalText.Clean(text), columns);
        var padding = new string(' ', columns - TerminalText.Columns(cut));
        return Write(isRight ? padding + cut : cut + padding, columns, style);
    }

    /// <returns>The row as it is sent to a terminal.</returns>
    public override string ToString() => _text.ToString();

    private FrameLine Write(string text, int columns, Style style)
    {
        if (text.Length > 0)
        {
            _writer.Write(text, _style.Combine(style));
        }

        Column += columns;
        if (!Ascii.IsValid(text))
        {
            // Terminals differ in how wide they draw emoji and what is joined to them: what follows begins where it is to begin (ECMA-48, CHA).
            _writer.CursorHorizontalAbsolute(Column + 1);
        }

        return this;
    }
}
