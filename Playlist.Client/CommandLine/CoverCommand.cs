using System.CommandLine;
using System.Globalization;
using Playlist.Client.Library;
using Playlist.Client.Songs;

namespace Playlist.Client.CommandLine;

/// <summary><c>cover &lt;song&gt; --output FILE</c>: keeps a song's picture in a file.</summary>
internal static class CoverCommand
{
    public static Command Create(CommonOptions common)
    {
        var song = CommonOptions.Song();
        var output = new Option<string>("--output", "-o") { Description = "Keep the picture in this file; '-' is standard output.", HelpName = "file", Required = true };
        var command = new Command("cover", "Keeps the picture of a song's album in a file.") { song, output };
        command.SetAction(parsed => ClientHost.AskAsync(
            common.Read(parsed),
            (client, cancellationToken) => ReceiveAsync(client, CommonOptions.Join(parsed.GetRequiredValue(song))!, parsed.GetRequiredValue(output), cancellationToken)));
        return command;
    }

    private static async Task ReceiveAsync(SongClient client, string song, string output, CancellationToken cancellationToken)
    {
        await using var cover = await client.GetCoverAsync(song, cancellationToken);
        if (output == CommonOptions.StandardOutput)
        {
            await using var stdout = Console.OpenStandardOutput();
            await cover.Content.CopyToAsync(stdout, cancellationToken);
            return;
        }

        using var received = await ReceivedFile.ReceiveAsync(cover.Content, cover.Reply.Type, output, progress: null, cancellationToken);
        received.Keep();
        await Console.Error.WriteLineAsync(TerminalText.Clean(string.Create(CultureInfo.InvariantCulture, $"{received.Bytes:N0} bytes ({cover.Reply.Type}) are in {output}.")));
    }
}
