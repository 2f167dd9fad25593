using Playlist.Protocol.Songs;
using Playlist.Server.Playlists.Operations;
using Playlist.Server.Songs;

namespace Playlist.Server.Playlists;

internal static class PlaylistRegistration
{
    /// <summary>Adds the playlists, and what clients can do with them.</summary>
    public static void AddPlaylists(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<PlaylistStore>();
        builder.AddPlaylistAnnouncements();
        services.AddSongOperation<PlaylistsOperation>(SongOps.Playlists);
        services.AddSongOperation<PlaylistOperation>(SongOps.Playlist);
        services.AddSongOperation<CreatePlaylistOperation>(SongOps.CreatePlaylist);
        services.AddSongOperation<RenamePlaylistOperation>(SongOps.RenamePlaylist);
        services.AddSongOperation<DeletePlaylistOperation>(SongOps.DeletePlaylist);
        services.AddSongOperation<AddToPlaylistOperation>(SongOps.AddToPlaylist);
        services.AddSongOperation<RemoveFromPlaylistOperation>(SongOps.RemoveFromPlaylist);
        services.AddSongOperation<MoveInPlaylistOperation>(SongOps.MoveInPlaylist);
    }
}
