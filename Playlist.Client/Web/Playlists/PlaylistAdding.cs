using Playlist.Client.CommandLine;
using Playlist.Client.Library;
using Playlist.Client.Web.Layout;
using Playlist.Client.Playlists;
using Playlist.Client.Songs;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Web.Playlists;

/// <summary>Adds songs at a playlist's end, whoever else writes to it, and says so.</summary>
internal sealed class PlaylistAdding(SongClient client, PlaylistDirectory directory, Toasts toasts)
{
    /// <inheritdoc cref="PlaylistWrites.WriteToNewestAsync" path="/exception"/>
    public async Task AddAsync(string playlist, IReadOnlyList<Song> songs, CancellationToken cancellationToken)
    {
        var name = "";
        foreach (var batch in RequestBatches.Cut(songs.Select(song => song.Id), SongJson.Default.String, SongProtocol.MaxRequestLineBytes))
        {
            name = (await client.WriteToNewestAsync(
                playlist, newest => client.AddToPlaylistAsync(newest.Id, newest.Version, batch, at: null, cancellationToken), cancellationToken)).Name;
        }

        directory.Outdate();
        toasts.Show(songs is [var song] ? $"{song.Title} is in {name} now." : $"{ListText.Count(songs.Count, "song")} are in {name} now.");
    }
}
