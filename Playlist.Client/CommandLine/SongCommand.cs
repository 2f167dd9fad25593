using System.CommandLine;
using System.Globalization;
using Playlist.Client.Library;
using Playlist.Client.Songs;
using Playlist.Protocol.Songs;

namespace Playlist.Client.CommandLine;

/// <summary><c>song &lt;song&gt;</c>: all that is known of a song, a line for each tag.</summary>
internal static class SongCommand
{
    public static Command Create(CommonOptions common)
    {
        var song = CommonOptions.Song();
        var command = new Command("song", "Shows all that is known of a song, as 'tag: value', one line each.") { song };
        command.SetAction(parsed => ClientHost.AskAsync(common.Read(parsed), (client, cancellationToken) => ShowAsync(client, CommonOptions.Join(parsed.GetRequiredValue(song))!, cancellationToken)));
        return command;
    }

    /// <summary>What is known, as <c>tag: value</c>, fit for a terminal.</summary>
    public static IEnumerable<string> Lines(SongDetails song) =>
        from tag in Tags(song)
        where tag.Value is not null and not ""
        select TerminalText.Clean($"{tag.Tag}: {tag.Value}");

    private static async Task ShowAsync(SongClient client, string name, CancellationToken cancellationToken)
    {
        foreach (var line in Lines(await client.GetSongAsync(name, cancellationToken)))
        {
            Console.WriteLine(line);
        }
    }

    private static (string Tag, string? Value)[] Tags(SongDetails song) =>
    [
        ("title", song.Title),
        ("artist", song.Artist),
        ("album artist", song.AlbumArtist),
        ("album", song.Album),
        ("track", Number(song.Track)),
        ("disc", Number(song.Disc)),
        ("year", Number(song.Year)),
        ("genre", song.Genre),
        ("duration", ListText.Duration(song.Duration)),
        ("path", song.Path),
        ("type", song.Type),
        ("bytes", Number(song.Bytes)),
        ("added", song.Added.ToString("O", CultureInfo.InvariantCulture)),
        ("plays", Number(song.Plays)),
        ("cover", song.Cover ? "yes" : "no"),
        ("id", song.Id),
        ("duplicate of", song.DuplicateOf),
    ];

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
