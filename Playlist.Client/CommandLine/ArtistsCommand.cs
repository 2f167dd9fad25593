using System.CommandLine;
using Playlist.Client.Library;
using Playlist.Protocol.Songs;

namespace Playlist.Client.CommandLine;

/// <summary><c>artists [words]</c></summary>
internal static class ArtistsCommand
{
    public static Command Create(CommonOptions common)
    {
        var query = CommonOptions.Words("Words to be found in the artist's name.");
        var command = new Command("artists", "Lists the artists, one line each: name, songs, albums, with tabs between them.") { query };
        command.SetAction(parsed => ClientHost.AskAsync(common.Read(parsed), async (client, cancellationToken) =>
        {
            var words = CommonOptions.Join(parsed.GetValue(query));
            await foreach (var artist in ListPages.ReadAsync(offset => client.GetArtistsAsync(words, offset, SongProtocol.MaxListLimit, cancellationToken), page => page.Artists, cancellationToken))
            {
                Console.WriteLine(ListText.Of(artist));
            }
        }));
        return command;
    }
}
