using System.CommandLine;
using Playlist.Client.Library;
using Playlist.Client.Playlists;
using Playlist.Protocol.Songs;

namespace Playlist.Client.CommandLine;

/// <summary><c>playlists</c></summary>
internal static class PlaylistsCommand
{
    public static Command Create(CommonOptions common)
    {
        var command = new Command("playlists", "Lists the playlists, one line each: name, songs, missing songs, duration, with tabs between them.");
        command.SetAction(parsed => ClientHost.AskAsync(common.Read(parsed), async (client, cancellationToken) =>
        {
            await foreach (var playlist in ListPages.ReadAsync(offset => client.GetPlaylistsAsync(offset, SongProtocol.MaxListLimit, cancellationToken), page => page.Playlists, cancellationToken))
            {
                Console.WriteLine(ListText.Of(playlist));
            }
        }));
        return command;
    }
}
