using System.Globalization;
using System.Text;

namespace Playlist.Server.Library;

/// <summary>How names are compared: as a person would take them to be the same.</summary>
internal static class SongName
{
    /// <summary>Without case, accents, surrounding and repeated space; typographic apostrophes are <c>'</c>: <c>"  Déjà  Vu’s "</c> is <c>"DEJA VU'S"</c>.</summary>
    public static string Fold(string name)
    {
        var folded = new StringBuilder(name.Length);
        // U+FFFE is no character, and Normalize throws at it: it counts as one that could not be read.
        foreach (var character in name.Replace('\uFFFE', '\uFFFD').Normalize(NormalizationForm.FormD))
        {
            if (char.IsWhiteSpace(character))
            {
                if (folded.Length > 0 && folded[^1] != ' ')
                {
                    folded.Append(' ');
                }
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(character is '‘' or '’' or 'ʼ' or '′' or '`' or '´' ? '\'' : char.ToUpperInvariant(character));
            }
        }

        return folded.ToString().TrimEnd(' ');
    }

    /// <summary>How many letters must be put in, left out or replaced to turn one name into the other (Levenshtein).</summary>
    /// <returns>The distance, or more than <paramref name="most"/> when it is greater than that.</returns>
    public static int Distance(string one, string other, int most)
    {
        if (Math.Abs(one.Length - other.Length) > most)
        {
            return most + 1;
        }

        Span<int> row = stackalloc int[MaxDistanceLength + 1];
        row = row[..(other.Length + 1)];
        for (var column = 0; column <= other.Length; column++)
        {
            row[column] = column;
        }

        for (var line = 1; line <= one.Length; line++)
        {
            var diagonal = row[0];
            var least = row[0] = line;
            for (var column = 1; column <= other.Length; column++)
            {
                var replaced = diagonal + (one[line - 1] == other[column - 1] ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.Min(replaced, Math.Min(row[column], row[column - 1]) + 1);
                least = Math.Min(least, row[column]);
            }

            if (least > most)
            {
                return most + 1;
            }
        }

        return row[^1];
    }

    /// <summary>The longest name that <see cref="Distance"/> takes.</summary>
    public const int MaxDistanceLength = 200;
}
