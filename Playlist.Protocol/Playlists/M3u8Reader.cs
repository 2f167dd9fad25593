using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Playlist.Protocol.Playlists;

/// <summary>Reads M3U8, and M3U in Latin-1: a path on each line, and what is known of it in a comment before it.</summary>
/// <remarks>
/// The format has no normative text. This reads what common players write: <c>#EXTINF</c> with or without an artist, with decimals or
/// attributes, <c>#PLAYLIST</c>, other comments, blank lines, any line end, and paths of any system.
/// </remarks>
public static class M3u8Reader
{
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>In UTF-16 code units, without the line end.</summary>
    public const int MaxLineLength = 8192;

    private const string Info = "#EXTINF:";
    private const string Name = "#PLAYLIST:";

    /// <param name="file">All bytes of the file, in UTF-8 with or without its mark; what is no UTF-8 is read as Latin-1.</param>
    /// <exception cref="FormatException">The file is no playlist, or larger than this reads: the message names the remedy.</exception>
    public static M3u8Playlist Read(ReadOnlySpan<byte> file)
    {
        if (file.Length > MaxBytes)
        {
            throw new FormatException(Text($"The file has over {MaxBytes:N0} bytes: is it a playlist? Split it into smaller ones."));
        }

        var unread = Decode(file).AsSpan();
        var entries = new List<M3u8Entry>();
        string? name = null;
        var info = default(Details);
        for (var number = 1; !unread.IsEmpty; number++)
        {
            var line = TakeLine(ref unread, number);
            if (line.StartsWith(Info, StringComparison.OrdinalIgnoreCase))
            {
                info = ReadInfo(line[Info.Length..]);
            }
            else if (line.StartsWith(Name, StringComparison.OrdinalIgnoreCase))
            {
                name ??= NotEmpty(line[Name.Length..].Trim());
            }
            else if (!line.StartsWith('#') && !line.IsWhiteSpace())
            {
                if (entries.Count == Songs.SongProtocol.MaxPlaylistSongs)
                {
                    throw new FormatException(Text($"The file has over {Songs.SongProtocol.MaxPlaylistSongs:N0} songs, more than a playlist can have: split it into several."));
                }

                entries.Add(new M3u8Entry(ReadPath(line.TrimEnd().ToString()), info.Title, info.Artist, info.Duration, number));
                info = default;
            }
        }

        return new M3u8Playlist(name, entries);
    }

    private static string Decode(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith(Encoding.UTF8.Preamble))
        {
            file = file[Encoding.UTF8.Preamble.Length..];
        }

        return (Utf8.IsValid(file) ? Encoding.UTF8 : Encoding.Latin1).GetString(file);
    }

    /// <summary>Takes a line off the front, with its line end: LF, CR LF or CR.</summary>
    private static ReadOnlySpan<char> TakeLine(ref ReadOnlySpan<char> unread, int number)
    {
        var end = unread.IndexOfAny('\r', '\n');
        var line = end < 0 ? unread : unread[..end];
        if (line.Length > MaxLineLength)
        {
            throw new FormatException(Text($"Line {number} has over {MaxLineLength:N0} characters: is the file a playlist? Delete that line."));
        }

        if (line.Contains('\0'))
        {
            throw new FormatException(Text($"Line {number} has a NUL character: the file is no playlist, or is in UTF-16. Save it as M3U8, in UTF-8."));
        }

        unread = end < 0 ? [] : unread[(end + (unread[end..] is ['\r', '\n', ..] ? 2 : 1))..];
        return line;
    }

    // 221,Taylor Swift - Lover     -1 tvg-id="a,b" group="c",Lover     221.5,Lover     221
    private static Details ReadInfo(ReadOnlySpan<char> info)
    {
        var comma = FindComma(info);
        var number = (comma < 0 ? info : info[..comma]).TrimStart();
        number = number.IndexOfAny(' ', '\t') is >= 0 and var space ? number[..space] : number;
        double? duration = double.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 && double.IsFinite(seconds)
            ? seconds
            : null;
        var title = comma < 0 ? [] : info[(comma + 1)..].Trim();
        var dash = title.IndexOf(M3u8Writer.Separator, StringComparison.Ordinal);
        return dash > 0
            ? new Details(NotEmpty(title[(dash + M3u8Writer.Separator.Length)..].TrimStart()), NotEmpty(title[..dash].TrimEnd()), duration)
            : new Details(NotEmpty(title), Artist: null, duration);
    }

    /// <summary>The first comma that is in no attribute's value.</summary>
    private static int FindComma(ReadOnlySpan<char> info)
    {
        var quoted = false;
        for (var i = 0; i < info.Length; i++)
        {
            if (info[i] == '"')
            {
                quoted = !quoted;
            }
            else if (info[i] == ',' && !quoted)
            {
                return i;
            }
        }

        return info.IndexOf(',');
    }

    // ./Lover/Lover.mp3     file:///home/me/Lover%20live.mp3     file:///D:/Lover.mp3     file://nas/music/Lover.mp3
    private static string ReadPath(string line)
    {
        if (line is ['.', '/' or '\\', _, ..])
        {
            return line[2..];
        }

        if (!line.StartsWith("file:/", StringComparison.OrdinalIgnoreCase))
        {
            return line;
        }

        var path = line["file:".Length..];
        if (path.StartsWith("//", StringComparison.Ordinal))
        {
            var slash = path.IndexOf('/', 2);
            var host = slash < 0 ? path[2..] : path[2..slash];
            path = slash < 0 ? "" : path[slash..];
            path = host is "" || host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? path : $"//{host}{path}";
        }

        path = Uri.UnescapeDataString(path);
        return path switch
        {
            "" => line,
            ['/', _, ':', ..] => path[1..],
            _ => path,
        };
    }

    private static string? NotEmpty(ReadOnlySpan<char> text) => text.IsEmpty ? null : text.ToString();

    private static string Text(FormattableString message) => FormattableString.Invariant(message);

    private readonly record struct Details(string? Title, string? Artist, double? Duration);
}
