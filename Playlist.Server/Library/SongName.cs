using System.Globalization;
using System.Text;

namespace Playlist.Server.Library;

/// <summary>How names are compared: as a person would take them to be the same.</summary>
internal static class SongName
{
    /// <summary>Without case, accents, surrounding and repeated space; apostrophes and dashes as they are typed: <c>"  Déjà  Vu’s "</c> is <c>"DEJA VU'S"</c>.</summary>
    public static string Fold(string name)
    {
        var ascii = Ascii.IsValid(name);
        var folded = new StringBuilder(name.Length);
        foreach (var character in ascii ? name : Decompose(name))
        {
            var inWord = folded.Length > 0 && folded[^1] != ' ';
            if (char.IsWhiteSpace(character))
            {
                if (inWord)
                {
                    folded.Append(' ');
                }
            }
            // An accent on nothing is all there is: without it two such names would be the same.
            else if (!inWord || CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
            {
                Append(folded, character);
            }
        }

        if (folded.Length > 0 && folded[^1] == ' ')
        {
            folded.Length--;
        }

        // Both ways: some letters have no capital, and are the small form of one.
        return ascii ? folded.ToString().ToUpperInvariant() : folded.ToString().ToLowerInvariant().ToUpperInvariant();
    }

    // Normalize throws at what is no text (half a character, U+FFFE): it counts as a character that could not be read.
    private static string Decompose(string name) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)).Replace('\uFFFE', '\uFFFD').Normalize(NormalizationForm.FormD);

    private static StringBuilder Append(StringBuilder folded, char character) => character switch
    {
        '‘' or '’' or 'ʼ' or '′' or '`' or '´' => folded.Append('\''),
        '‐' or '‑' or '–' or '—' or '−' => folded.Append('-'),
        // Unicode takes no accents off these; people who cannot type them do.
        'ø' or 'Ø' => folded.Append('O'),
        'ł' or 'Ł' => folded.Append('L'),
        'đ' or 'Đ' or 'ð' or 'Ð' => folded.Append('D'),
        'ħ' or 'Ħ' => folded.Append('H'),
        'ı' => folded.Append('I'),
        'ß' or 'ẞ' => folded.Append("SS"),
        'æ' or 'Æ' => folded.Append("AE"),
        'œ' or 'Œ' => folded.Append("OE"),
        'þ' or 'Þ' => folded.Append("TH"),
        _ => folded.Append(character),
    };
}
