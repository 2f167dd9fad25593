using System.CommandLine;
using Playlist.Client.CommandLine;
using Playlist.Client.Songs;

namespace Playlist.Client.Consoles;

/// <summary><c>console [--follow ARTIST…]</c>: songs by typing, updates as they arrive.</summary>
internal static class ConsoleCommand
{
    public static Command Create(CommonOptions common)
    {
        var follow = ListenCommand.FollowOption(required: false);
        var command = new Command("console", "Asks which song to play, and shows the updates of the artists that you follow.") { follow };
        command.SetAction(parsed => RunAsync(common.Read(parsed), parsed.GetValue(follow)));
        return command;
    }

    public static Task<int> RunAsync(IEnumerable<KeyValuePair<string, string?>> settings, string[]? follow) =>
        ClientHost.RunAsync(
            [.. settings, .. ListenCommand.Settings(follow)],
            quiet: true,
            builder => builder.AddSongConsole(new Terminal(), AudioPlayer.Find()),
            async (services, stopping) =>
            {
                try
                {
                    await services.GetRequiredService<SongConsole>().RunAsync(stopping);
                }
                catch (OperationCanceledException) when (stopping.IsCancellationRequested)
                {
                    // Ctrl+C is a way to quit.
                }

                return ClientCommandLine.Succeeded;
            });
}
