using System.CommandLine;
using Playlist.Client.CommandLine;
using Playlist.Client.Screen;
using Playlist.Client.Songs;

namespace Playlist.Client.Consoles;

/// <summary><c>console [--lines] [--follow ARTIST…]</c>: songs and updates, on the whole screen where the terminal allows it, else line by line.</summary>
internal static class ConsoleCommand
{
    public static Command Create(CommonOptions common)
    {
        var follow = ListenCommand.FollowOption(required: false);
        var lines = new Option<bool>("--lines") { Description = "Line by line, also where the terminal has room for the whole screen." };
        var command = new Command("console", "Plays songs and playlists, and shows the updates of the artists that you follow.") { follow, lines };
        command.SetAction(parsed => RunAsync(common.Read(parsed), parsed.GetValue(follow), parsed.GetValue(lines)));
        return command;
    }

    /// <param name="lines">Whether the whole screen is not wanted.</param>
    public static Task<int> RunAsync(IEnumerable<KeyValuePair<string, string?>> settings, string[]? follow, bool lines)
    {
        var isScreen = !lines && ScreenDisplay.IsPossible;
        return ClientHost.RunAsync(
            [.. settings, .. ListenCommand.Settings(follow)],
            quiet: true,
            builder =>
            {
                if (isScreen)
                {
                    builder.AddSongScreen(ScreenDisplay.OfProcess(), AudioPlayer.Find());
                }
                else
                {
                    builder.AddSongConsole(new Terminal(), AudioPlayer.Find());
                }
            },
            async (services, stopping) =>
            {
                try
                {
                    await (isScreen ? services.GetRequiredService<SongScreen>().RunAsync(stopping) : services.GetRequiredService<SongConsole>().RunAsync(stopping));
                }
                catch (OperationCanceledException) when (stopping.IsCancellationRequested)
                {
                    // Ctrl+C is a way to quit.
                }

                return ClientCommandLine.Succeeded;
            });
    }
}
