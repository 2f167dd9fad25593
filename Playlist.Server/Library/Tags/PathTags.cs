using System.Text.RegularExpressions;

namespace Playlist.Server.Library.Tags;

/// <summary>What a file's path says of its song: <c>Artist/Album/01 Title.mp3</c>, <c>Artist - Title.mp3</c>.</summary>
internal sealed partial record PathTags(string Title, string? Artist = null, string? Album = null, int? Track = null, int? Disc = null)
{
    public const string UnknownArtist = "Unknown artist";

    private const string Dash = " - ";

    /// <param name="path">Within the library, with <c>/</c> between the folders.</param>
    public static PathTags Of(string path)
    {
        var parts = path.Split('/');
        var folders = parts.AsSpan(0, parts.Length - 1);
        int? disc = null;
        if (folders is [.., var last] && DiscFolder().Match(last) is { Success: true } discFolder)
        {
            disc = TagText.Number(discFolder.Groups["disc"].Value);
            folders = folders[..^1];
        }

        var (artist, album) = folders switch
        {
            [.., var above, var folder] => (above, (string?)folder),
            [var only] when only.Split(Dash, 2) is [var before, var after] => (before, after),
            [var only] => (only, null),
            [] => ((string?)null, null),
        };

        var name = Path.GetFileNameWithoutExtension(parts[^1]);
        name = name.Contains(' ', StringComparison.Ordinal) ? name : name.Replace('_', ' ');
        int? track = null;
        if (Numbered().Match(name) is { Success: true } numbered && IsTrack(numbered, inFolder: folders.Length > 0))
        {
            track = TagText.Number(numbered.Groups["track"].Value);
            disc = TagText.Number(numbered.Groups["disc"].Value) ?? disc;
            name = numbered.Groups["title"].Value;
        }

        if (name.Split(Dash, 2) is [var performer, var title] && (artist is null || string.Equals(performer.Trim(), artist.Trim(), StringComparison.OrdinalIgnoreCase)))
        {
            (artist, name) = (artist ?? performer, title);
        }

        return new PathTags(TagText.Clean(name) ?? TagText.Clean(parts[^1]) ?? "Untitled", TagText.Clean(artist), TagText.Clean(album), track, disc);
    }

    /// <summary>"99 Luftballons" and "7 Rings" begin with a number too: without a dash or dot it takes two digits, and a folder or a leading 0.</summary>
    private static bool IsTrack(Match numbered, bool inFolder)
    {
        var track = numbered.Groups["track"].ValueSpan;
        return numbered.Groups["disc"].Success || !numbered.Groups["between"].ValueSpan.IsWhiteSpace() || (track.Length > 1 && (inFolder || track[0] == '0'));
    }

    // 01 Title, 01 - Title, 01. Title, 1) Title, 1-01 Title; not 3-Way, 1.5 Percent.
    [GeneratedRegex(@"^(?:(?<disc>\d{1,2})-)?(?<track>\d{1,3})(?<between>\s*[.)_](?!\d)\s*|\s*-\s+|\s+)(?<title>\S.*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Numbered();

    // CD1, CD 2, Disc 3, disk_4
    [GeneratedRegex(@"^(?:cd|dis[ck])[ _-]?0?(?<disc>[1-9]\d?)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex DiscFolder();
}
