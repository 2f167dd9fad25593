using System.CommandLine;
using Playlist.Client.Playlists;
using Playlist.Client.Songs;
using Playlist.Protocol.Playlists;

namespace Playlist.Client.CommandLine;

/// <summary><c>export NAME [--output FILE] [--root FOLDER]</c>: a playlist as an M3U8 file.</summary>
internal static class ExportCommand
{
    public static Command Create(CommonOptions common)
    {
        var name = new Argument<string>("playlist") { Description = "The playlist's name." };
        var output = new Option<string>("--output", "-o") { Description = "The file to write. Default: standard output.", HelpName = "file" };
        var root = new Option<string>("--root")
        {
            Description = "The folder that the library has where the file will be used, for absolute paths. Default: paths within the library, for a file in its folder.",
            HelpName = "folder",
        };
        var command = new Command("export", "Writes a playlist as M3U8. Songs whose files are gone are left out, and named on standard error.") { name, output, root };
        command.SetAction(parsed => ClientHost.AskAsync(
            common.Read(parsed),
            (client, cancellationToken) => ExportAsync(client, parsed.GetRequiredValue(name), parsed.GetValue(output), parsed.GetValue(root), cancellationToken)));
        return command;
    }

    private static async Task ExportAsync(SongClient client, string name, string? output, string? root, CancellationToken cancellationToken)
    {
        var (playlist, missing) = await PlaylistExport.ExportAsync(client, name, root, cancellationToken);
        var text = M3u8Writer.Write(playlist);
        if (output is null or CommonOptions.StandardOutput)
        {
            await Console.Out.WriteAsync(text);
        }
        else
        {
            await File.WriteAllTextAsync(output, text, cancellationToken);
        }

        foreach (var song in missing)
        {
            await Console.Error.WriteLineAsync($"left out, because its file is gone: {song.DisplayName()}");
        }

        await Console.Error.WriteLineAsync($"{ListText.Count(playlist.Entries.Count, "song")} exported.");
    }
}
