using System.Globalization;
using System.Text;

namespace Playlist.Server.Library.Tags;

/// <summary>Makes what files hold fit to be listed.</summary>
internal static class TagText
{
    /// <summary>The longest text of a tag, in UTF-16 units; the rest is cut off. The texts of a song take 0.3 MiB of JSON at most, so that any song fits into a line.</summary>
    public const int MaxLength = 10_000;

    /// <summary>Without control characters, broken surrogates and surrounding space; nothing left is <see langword="null"/>.</summary>
    public static string? Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var clean = new StringBuilder(Math.Min(text.Length, MaxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > MaxLength)
            {
                break;
            }

            if (Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                clean.Append(' ');
            }
            else
            {
                clean.Append(rune);
            }
        }

        return clean.ToString().Trim() is { Length: > 0 } trimmed ? trimmed : null;
    }

    /// <summary>A number of a tag; 0 and what nobody counts to is <see langword="null"/>.</summary>
    public static int? Number(long number) => number is > 0 and < 10_000 ? (int)number : null;

    /// <summary>The number that a text begins with: 3 of <c>3/12</c>, 2019 of <c>2019-08-23</c>.</summary>
    public static int? Number(string? text)
    {
        var digits = (text ?? "").AsSpan().TrimStart();
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return long.TryParse(end < 0 ? digits : digits[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Number(number) : null;
    }
}
