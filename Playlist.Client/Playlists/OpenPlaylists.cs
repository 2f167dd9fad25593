using Playlist.Client.Songs;

namespace Playlist.Client.Playlists;

/// <summary>Opens playlists for those who look at them.</summary>
internal sealed class OpenPlaylists(SongClient client, PlaylistChanges changes, TimeProvider time, ILogger<OpenPlaylist> logger)
{
    /// <param name="playlist">Its id or its name.</param>
    /// <returns>The playlist, which follows what others write until it is disposed.</returns>
    /// <inheritdoc cref="SongClient.PlayAsync" path="/exception"/>
    public async Task<OpenPlaylist> OpenAsync(string playlist, CancellationToken cancellationToken)
    {
        // What is written before the playlist follows is noticed by its version, which is asked for once more.
        var whole = await client.GetWholePlaylistAsync(playlist, cancellationToken);
        return new OpenPlaylist(whole, client, changes, time, logger);
    }
}
