using System.CommandLine;
using System.Globalization;
using Playlist.Client.Songs;

namespace Playlist.Client.CommandLine;

/// <summary><c>play &lt;song&gt; [--output FILE]</c>: receives a song, and plays it or keeps it.</summary>
internal static class PlayCommand
{
    public static Command Create(CommonOptions common)
    {
        var song = CommonOptions.Song();
        var output = new Option<string>("--output", "-o") { Description = "Keep the song in this file instead of playing it; '-' is standard output.", HelpName = "file" };
        var command = new Command("play", "Plays a song, with ffplay or mpv, or keeps it in a file.") { song, output };
        command.SetAction(parsed => ClientHost.RunAsync(
            common.Read(parsed),
            quiet: false,
            builder => builder.AddSongClient(),
            (services, cancellationToken) => PlayAsync(services.GetRequiredService<SongClient>(), CommonOptions.Join(parsed.GetRequiredValue(song))!, parsed.GetValue(output), cancellationToken)));
        return command;
    }

    private static async Task<int> PlayAsync(SongClient client, string song, string? output, CancellationToken cancellationToken)
    {
        await using var playback = await client.PlayAsync(song, range: default, cancellationToken);
        await (output == CommonOptions.StandardOutput ? Console.Error : Console.Out).WriteLineAsync(TerminalText.Clean(playback.Reply.Message ?? ""));
        if (output == CommonOptions.StandardOutput)
        {
            await using var stdout = Console.OpenStandardOutput();
            await playback.Content.CopyToAsync(stdout, cancellationToken);
            return ClientCommandLine.Succeeded;
        }

        using var received = await ReceivedFile.ReceiveAsync(playback.Content, playback.Reply.Type, output, progress: null, cancellationToken);
        if (output is not null)
        {
            received.Keep();
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{received.Bytes:N0} bytes are in {output}."));
            return ClientCommandLine.Succeeded;
        }

        if (AudioPlayer.Find() is not { } player)
        {
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Received {received.Bytes:N0} bytes. {AudioPlayer.Missing}"));
            return ClientCommandLine.Succeeded;
        }

        if (await player.PlayAsync(received.Path, from: default, cancellationToken) is { Problem: { } problem })
        {
            await Console.Error.WriteLineAsync(TerminalText.Clean(problem));
            return ClientCommandLine.Failed;
        }

        return ClientCommandLine.Succeeded;
    }
}
