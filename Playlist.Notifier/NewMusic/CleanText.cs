using System.Text;
using Playlist.Protocol.Updates;

namespace Playlist.Notifier.NewMusic;

/// <summary>Makes of any text one that <see cref="UpdateText"/> allows.</summary>
internal static class CleanText
{
    private const string Ellipsis = "…";

    /// <param name="maxLength">The most UTF-16 code units.</param>
    /// <returns><see langword="null"/> when nothing is left.</returns>
    public static string? Of(string? text, int maxLength)
    {
        var clean = new StringBuilder(text?.Length ?? 0);
        // Half a surrogate pair is enumerated as U+FFFD.
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            clean.Append(Rune.IsControl(rune) ? " " : rune.Value == 0xFFFE ? "\uFFFD" : rune.ToString());
        }

        var trimmed = Start(clean.ToString().Trim(), maxLength).Trim();
        return trimmed.Length > 0 ? trimmed : null;
    }

    /// <returns>The text, or its start and <c>…</c>.</returns>
    public static string Shorten(string text, int maxLength) =>
        text.Length <= maxLength ? text : Start(text, maxLength - Ellipsis.Length) + Ellipsis;

    /// <summary><c>2 new songs: Golden, Take Down</c>; where not all names fit, <c>12 new songs: Golden, …</c></summary>
    public static string List(string start, IReadOnlyList<string> names, int maxLength)
    {
        const string Separator = ", ";
        var list = new StringBuilder(start).Append(Start(names[0], maxLength - start.Length));
        var isCut = list.Length < start.Length + names[0].Length;
        // So much stays when what follows does not fit.
        var whole = 0;
        foreach (var name in names.Skip(1))
        {
            whole = list.Length + Separator.Length + Ellipsis.Length <= maxLength ? list.Length : whole;
            isCut = isCut || list.Length + Separator.Length + name.Length > maxLength;
            if (isCut)
            {
                break;
            }

            list.Append(Separator).Append(name);
        }

        return !isCut ? list.ToString()
            : whole > 0 ? list.ToString(0, whole) + Separator + Ellipsis
            : Start(list.ToString(), maxLength - Ellipsis.Length) + Ellipsis;
    }

    /// <summary>As many whole characters as fit.</summary>
    private static string Start(string text, int maxLength) =>
        text.Length <= maxLength ? text : text[..(maxLength > 0 && char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)];
}
