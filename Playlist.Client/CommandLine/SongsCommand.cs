using System.CommandLine;
using Playlist.Client.Songs;

namespace Playlist.Client.CommandLine;

/// <summary><c>songs [query]</c>: each song as <c>Title - Artist</c>, which <c>play</c> takes.</summary>
internal static class SongsCommand
{
    public static Command Create(CommonOptions common)
    {
        var query = new Argument<string[]>("query") { Description = "Words to be found in title, artist or album.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("songs", "Lists the songs, one line each.") { query };
        command.SetAction(parsed => ClientHost.RunAsync(
            common.Read(parsed),
            quiet: false,
            builder => builder.AddSongClient(),
            async (services, cancellationToken) =>
            {
                var words = string.Join(' ', parsed.GetValue(query) ?? []);
                foreach (var song in await services.GetRequiredService<SongClient>().GetAllSongsAsync(words.Length > 0 ? words : null, cancellationToken))
                {
                    Console.WriteLine(song.DisplayName());
                }

                return ClientCommandLine.Succeeded;
            }));
        return command;
    }
}
