using System.Globalization;

namespace Playlist.Client.Consoles;

/// <summary>A line that is being typed: the text, the cursor, and the lines before it. Knows keys, but no terminal.</summary>
internal sealed class LineEditor
{
    /// <summary>The longest line, in UTF-16 code units: what is typed beyond it is left out.</summary>
    public const int MaxLength = 4000;

    private readonly List<string> _history = [];
    private int _recalled;

    public string Text { get; private set; } = "";

    /// <summary>Where the next character goes, in UTF-16 code units of <see cref="Text"/>; never within a grapheme.</summary>
    public int Cursor { get; private set; }

    /// <summary>Takes one key.</summary>
    /// <returns>The whole line, when the key ended it.</returns>
    public string? Take(ConsoleKeyInfo key)
    {
        var control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        switch (key.Key)
        {
            case ConsoleKey.Enter:
                return Submit();
            case ConsoleKey.Backspace:
                Replace(Before(Cursor), Cursor);
                break;
            case ConsoleKey.Delete:
                Replace(Cursor, After(Cursor));
                break;
            case ConsoleKey.LeftArrow:
                Cursor = Before(Cursor);
                break;
            case ConsoleKey.RightArrow:
                Cursor = After(Cursor);
                break;
            case ConsoleKey.Home:
            case ConsoleKey.A when control:
                Cursor = 0;
                break;
            case ConsoleKey.End:
            case ConsoleKey.E when control:
                Cursor = Text.Length;
                break;
            case ConsoleKey.UpArrow:
                Recall(_recalled - 1);
                break;
            case ConsoleKey.DownArrow:
                Recall(_recalled + 1);
                break;
            case ConsoleKey.U when control:
                Replace(0, Cursor);
                break;
            case ConsoleKey.K when control:
                Replace(Cursor, Text.Length);
                break;
            default:
                // Half of a surrogate pair comes as a key of its own, and is no control character.
                if (!char.IsControl(key.KeyChar) && Text.Length < MaxLength)
                {
                    Text = Text.Insert(Cursor, key.KeyChar.ToString());
                    Cursor++;
                }

                break;
        }

        return null;
    }

    /// <summary>What is being typed is given up.</summary>
    public void Clear()
    {
        (Text, Cursor) = ("", 0);
        _recalled = _history.Count;
    }

    private string Submit()
    {
        var line = Text;
        if (line.Trim().Length > 0 && (_history.Count == 0 || _history[^1] != line))
        {
            _history.Add(line);
        }

        Clear();
        return line;
    }

    private void Recall(int index)
    {
        if (index >= 0 && index <= _history.Count)
        {
            _recalled = index;
            Text = index == _history.Count ? "" : _history[index];
            Cursor = Text.Length;
        }
    }

    private void Replace(int start, int end)
    {
        Text = Text.Remove(start, end - start);
        Cursor = start;
    }

    private int After(int position) => position >= Text.Length ? position : position + StringInfo.GetNextTextElementLength(Text, position);

    private int Before(int position)
    {
        var before = 0;
        for (var next = 0; next < position; next = After(next))
        {
            before = next;
        }

        return before;
    }
}
