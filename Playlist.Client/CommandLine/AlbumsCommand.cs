using System.CommandLine;
using Playlist.Client.Library;
using Playlist.Protocol.Songs;

namespace Playlist.Client.CommandLine;

/// <summary><c>albums [words] [--artist A]</c></summary>
internal static class AlbumsCommand
{
    public static Command Create(CommonOptions common)
    {
        var query = CommonOptions.Words("Words to be found in the album's name or its artist.");
        var artist = new Option<string>("--artist") { Description = "Only albums of this artist.", HelpName = "artist" };
        var command = new Command("albums", "Lists the albums, one line each: name, artist, year, songs, duration, with tabs between them.") { query, artist };
        command.SetAction(parsed => ClientHost.AskAsync(common.Read(parsed), async (client, cancellationToken) =>
        {
            var (words, by) = (CommonOptions.Join(parsed.GetValue(query)), parsed.GetValue(artist));
            await foreach (var album in ListPages.ReadAsync(offset => client.GetAlbumsAsync(words, by, offset, SongProtocol.MaxListLimit, cancellationToken), page => page.Albums, cancellationToken))
            {
                Console.WriteLine(ListText.Of(album));
            }
        }));
        return command;
    }
}
