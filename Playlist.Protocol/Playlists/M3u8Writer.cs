using System.Globalization;
using System.Text;

namespace Playlist.Protocol.Playlists;

/// <summary>Writes M3U8: <c>#EXTM3U</c>, <c>#PLAYLIST:Road trip</c>, and for each song <c>#EXTINF:221,Taylor Swift - Lover</c> and its path.</summary>
public static class M3u8Writer
{
    internal const string Separator = " - ";

    /// <returns>The file's text, to be written in UTF-8; each line ends with LF. Control characters are replaced by spaces.</returns>
    public static string Write(M3u8Playlist playlist)
    {
        var text = new StringBuilder("#EXTM3U\n");
        if (playlist.Name is { } name)
        {
            text.Append("#PLAYLIST:").Append(Clean(name).Trim()).Append('\n');
        }

        foreach (var entry in playlist.Entries)
        {
            var title = entry.Artist is null ? entry.Title : $"{entry.Artist}{Separator}{entry.Title}";
            text.Append(CultureInfo.InvariantCulture, $"#EXTINF:{Seconds(entry.Duration)},{Clean(title ?? "").Trim()}\n{Path(Clean(entry.Path))}\n");
        }

        return text.ToString();
    }

    /// <summary>A path of the library under the folder that the library has on another machine.</summary>
    /// <param name="root">Such as <c>/home/me/Music</c> or <c>D:\Music</c>, whose separator is then used throughout.</param>
    /// <param name="path">Within the library, with <c>/</c> between the folders.</param>
    public static string Under(string root, string path)
    {
        var separator = root.Contains('\\', StringComparison.Ordinal) && !root.Contains('/', StringComparison.Ordinal) ? '\\' : '/';
        return root.TrimEnd('/', '\\') + separator + path.Replace('/', separator);
    }

    // Whole seconds are what every player reads; 0 would mean that it is not known.
    private static string Seconds(double? duration) =>
        duration is { } seconds ? Math.Max(1, Math.Round(seconds)).ToString("F0", CultureInfo.InvariantCulture) : "-1";

    // As it is, such a file name would be read as a comment, or as a URI.
    private static string Path(string path) =>
        path.StartsWith('#') || path.StartsWith("file:/", StringComparison.OrdinalIgnoreCase) || path is ['.', '/' or '\\', ..] ? $"./{path}" : path;

    private static string Clean(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;
}
