using System.Globalization;
using System.Text;

namespace Playlist.Server.Library.Searching;

/// <summary>A word as it is searched for.</summary>
/// <param name="Text">As it is in the folded name: <c>AC/DC</c>, <c>(LIVE)</c>, <c>!!!</c>.</param>
/// <param name="Whole">Without its punctuation: <c>ACDC</c>, <c>LIVE</c>; when it is nothing else, all of it.</param>
/// <param name="Parts">What its punctuation takes apart, and each sign of scripts that have no spaces: <c>AC</c>, <c>DC</c>. At least two, or none.</param>
internal sealed record SearchWord(string Text, string Whole, IReadOnlyList<string> Parts, bool IsPunctuation = false)
{
    /// <summary>The words of a name.</summary>
    /// <param name="folded">See <see cref="SongName.Fold"/>.</param>
    public static IEnumerable<SearchWord> Of(string folded) => folded.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Read);

    /// <summary>The words that a song must have to match: punctuation counts only where there is nothing else.</summary>
    public static IReadOnlyList<SearchWord> OfQuery(string? query)
    {
        List<SearchWord> words = [.. Of(SongName.Fold(query ?? "")).DistinctBy(word => word.Text)];
        var spoken = words.FindAll(word => !word.IsPunctuation);
        return spoken.Count > 0 ? spoken : words;
    }

    private static SearchWord Read(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange('A', 'Z') < 0)
        {
            return new(text, text, []);
        }

        var parts = new List<string>();
        var part = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var sign = IsSign(rune);
            if (sign || IsPunctuationRune(rune))
            {
                End();
            }

            if (sign || !IsPunctuationRune(rune))
            {
                part.Append(rune);
            }

            if (sign)
            {
                End();
            }
        }

        End();
        return parts.Count == 0 ? new(text, text, [], IsPunctuation: true) : new(text, string.Concat(parts), parts.Count > 1 ? parts : []);

        void End()
        {
            if (part.Length > 0)
            {
                parts.Add(part.ToString());
                part.Clear();
            }
        }
    }

    private static bool IsPunctuationRune(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation
        or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OtherPunctuation
        or UnicodeCategory.MathSymbol or UnicodeCategory.CurrencySymbol or UnicodeCategory.ModifierSymbol
        or UnicodeCategory.Control or UnicodeCategory.Format;

    // Kana and the ideographs.
    private static bool IsSign(Rune rune) => rune.Value is (>= 0x3041 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}
