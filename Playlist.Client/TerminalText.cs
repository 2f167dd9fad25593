using System.Globalization;
using System.Text;

namespace Playlist.Client;

/// <summary>Words of others, made fit for a terminal: no control characters, whose sequences could do anything there, and none that turn text around.</summary>
internal static class TerminalText
{
    private const char Replacement = '\uFFFD';

    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(IsHarmless(rune) ? rune.ToString() : Replacement);
        }

        return clean.ToString();
    }

    /// <summary>How many columns of a terminal a text takes: East Asian wide characters and emoji take two, combining marks none.</summary>
    public static int Columns(string text) => text.EnumerateRunes().Sum(Columns);

    public static int Columns(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        _ when rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD) => 2,
        _ => 1,
    };

    /// <returns>As much of the beginning as fits into so many columns.</returns>
    public static string Start(string text, int columns)
    {
        var start = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if ((columns -= Columns(rune)) < 0)
            {
                break;
            }

            start.Append(rune.ToString());
        }

        return start.ToString();
    }

    /// <returns>As much of the end as fits into so many columns.</returns>
    public static string End(string text, int columns)
    {
        var runes = text.EnumerateRunes().ToArray();
        var first = runes.Length;
        while (first > 0 && (columns -= Columns(runes[first - 1])) >= 0)
        {
            first--;
        }

        return string.Concat(runes.Skip(first));
    }

    /// <returns>The text, or, when it does not fit into so many columns, its beginning and an ellipsis.</returns>
    public static string Cut(string text, int columns) => Columns(text) <= columns ? text : Start(text, columns - 1) + (columns > 0 ? "\u2026" : "");

    // Line and paragraph separators, and the bidirectional controls of Unicode's UAX #9.
    private static bool IsHarmless(Rune rune) =>
        !Rune.IsControl(rune) && rune.Value is not ((>= 0x2028 and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x061C);
}
