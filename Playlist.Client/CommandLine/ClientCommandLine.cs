using System.CommandLine;
using Playlist.Client.Consoles;
using Playlist.Client.Serving;

namespace Playlist.Client.CommandLine;

/// <summary>All that can be said on the command line.</summary>
internal static class ClientCommandLine
{
    public const int Succeeded = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Create().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync("What can be said is shown by: --help");
            return WrongUsage;
        }

        // Signals end the host that a command runs in, and so the command.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
    }

    private static RootCommand Create()
    {
        var common = new CommonOptions();
        var root = new RootCommand("Plays songs of a PlaylistAspire song server, and tells what the artists you follow are up to. Without a command it is 'console'.")
        {
            common.Server,
            common.Broker,
            common.Name,
            ConsoleCommand.Create(common),
            SongsCommand.Create(common),
            SongCommand.Create(common),
            ArtistsCommand.Create(common),
            AlbumsCommand.Create(common),
            CoverCommand.Create(common),
            PlayCommand.Create(common),
            PlaylistsCommand.Create(common),
            PlaylistCommand.Create(common),
            ImportCommand.Create(common),
            ExportCommand.Create(common),
            LibraryCommand.Create(common),
            UpdatesCommand.Create(common),
            ListenCommand.Create(common),
            ServeCommand.Create(common),
        };
        root.SetAction(async parsed =>
        {
            if (!Console.IsInputRedirected && !Console.IsOutputRedirected)
            {
                return await ConsoleCommand.RunAsync(common.Read(parsed), follow: [], lines: false);
            }

            await Console.Error.WriteLineAsync("This is no terminal: name a command, such as 'songs'. All are shown by: --help");
            return WrongUsage;
        });
        return root;
    }
}
