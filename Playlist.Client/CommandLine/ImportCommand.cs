using System.CommandLine;
using Playlist.Client.Playlists;
using Playlist.Client.Songs;

namespace Playlist.Client.CommandLine;

/// <summary><c>import FILE [--name N]</c>: a playlist of an M3U8 file.</summary>
internal static class ImportCommand
{
    public static Command Create(CommonOptions common)
    {
        var file = new Argument<string>("file") { Description = "An M3U8 or M3U file." };
        var name = new Option<string>("--name") { Description = "The playlist's name. Default: the one in the file, or the file's.", HelpName = "name" };
        var command = new Command("import", "Makes a playlist of an M3U8 file, of the songs that the library has. The others are named on standard error.") { file, name };
        command.SetAction(parsed => ClientHost.AskAsync(common.Read(parsed), (client, cancellationToken) => ImportAsync(client, parsed.GetRequiredValue(file), parsed.GetValue(name), cancellationToken)));
        return command;
    }

    private static async Task ImportAsync(SongClient client, string file, string? name, CancellationToken cancellationToken)
    {
        var read = await PlaylistImport.ReadAsync(file, cancellationToken);
        var imported = await PlaylistImport.ImportAsync(client, read.Entries, name ?? PlaylistImport.NameOf(read, file), progress: null, cancellationToken);
        foreach (var entry in imported.Unmatched)
        {
            await Console.Error.WriteLineAsync(TerminalText.Clean($"line {entry.Line} is not in the library: {entry.Path}"));
        }

        await Console.Error.WriteLineAsync($"{read.Entries.Count - imported.Unmatched.Count} of {ListText.Count(read.Entries.Count, "song")} imported.");
        Console.WriteLine(ListText.Of(imported.Playlist));
    }
}
