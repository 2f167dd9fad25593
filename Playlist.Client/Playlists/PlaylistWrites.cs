using Playlist.Client.Songs;
using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Playlists;

/// <summary>Writing playlists (docs/song-protocol.md, section 4, Playlists). Positions count from 0.</summary>
/// <remarks>
/// Each write is for the version that the caller has seen, and fails with <see cref="PlaylistConflictException"/> when the playlist has another.
/// One whose answer was lost is sent again under the same name of the change, and so not made twice.
/// </remarks>
public static class PlaylistWrites
{
    private const int MaxAttempts = 10;

    /// <returns>The new, empty playlist.</returns>
    /// <inheritdoc cref="SongClient.PlayAsync" path="/exception"/>
    public static async Task<PlaylistSummary> CreatePlaylistAsync(this SongClient client, string name, CancellationToken cancellationToken)
    {
        var request = new CreatePlaylistRequest { Op = SongOps.CreatePlaylist, Name = name, Change = NewChange() };
        var reply = await client.AskAsync(request, request => new PlaylistWriteCall<CreatePlaylistRequest>(request, SongJson.Default.CreatePlaylistRequest), cancellationToken);
        return reply.Summary(SongOps.CreatePlaylist);
    }

    /// <returns>The playlist as it is after the write.</returns>
    /// <exception cref="PlaylistConflictException">It has another version; nothing was written.</exception>
    /// <inheritdoc cref="SongClient.PlayAsync" path="/exception"/>
    public static Task<PlaylistSummary> RenamePlaylistAsync(this SongClient client, string playlist, long version, string name, CancellationToken cancellationToken) =>
        WriteAsync(client, new ChangePlaylistRequest { Op = SongOps.RenamePlaylist, Playlist = playlist, Version = version, Name = name }, cancellationToken);

    /// <returns>What was deleted.</returns>
    /// <inheritdoc cref="RenamePlaylistAsync" path="/exception"/>
    public static Task<PlaylistSummary> DeletePlaylistAsync(this SongClient client, string playlist, long version, CancellationToken cancellationToken) =>
        WriteAsync(client, new ChangePlaylistRequest { Op = SongOps.DeletePlaylist, Playlist = playlist, Version = version }, cancellationToken);

    /// <param name="songs">Ids, titles, or <c>Title - Artist</c>; 1 to <see cref="SongProtocol.MaxSongsPerRequest"/>.</param>
    /// <param name="at">Where the first of them will be; <see langword="null"/> is the end.</param>
    /// <inheritdoc cref="RenamePlaylistAsync" path="/returns|/exception"/>
    public static Task<PlaylistSummary> AddToPlaylistAsync(this SongClient client, string playlist, long version, IReadOnlyList<string> songs, int? at, CancellationToken cancellationToken) =>
        WriteAsync(client, new ChangePlaylistRequest { Op = SongOps.AddToPlaylist, Playlist = playlist, Version = version, Songs = songs, At = at }, cancellationToken);

    /// <inheritdoc cref="RenamePlaylistAsync" path="/returns|/exception"/>
    public static Task<PlaylistSummary> RemoveFromPlaylistAsync(this SongClient client, string playlist, long version, int from, int count, CancellationToken cancellationToken) =>
        WriteAsync(client, new ChangePlaylistRequest { Op = SongOps.RemoveFromPlaylist, Playlist = playlist, Version = version, From = from, Count = count }, cancellationToken);

    /// <param name="to">Where the first of them is afterwards.</param>
    /// <inheritdoc cref="RenamePlaylistAsync" path="/returns|/exception"/>
    public static Task<PlaylistSummary> MoveInPlaylistAsync(this SongClient client, string playlist, long version, int from, int count, int to, CancellationToken cancellationToken) =>
        WriteAsync(client, new ChangePlaylistRequest { Op = SongOps.MoveInPlaylist, Playlist = playlist, Version = version, From = from, Count = count, To = to }, cancellationToken);

    /// <summary>Writes to a playlist whatever its version is: for what means the same to any, such as adding at the end, renaming and deleting.</summary>
    /// <param name="write">Writes to the playlist that it is given; again, when another write came between.</param>
    /// <inheritdoc cref="RenamePlaylistAsync" path="/returns"/>
    /// <exception cref="PlaylistConflictException">Other writes came between each time.</exception>
    /// <inheritdoc cref="SongClient.PlayAsync" path="/exception"/>
    public static async Task<PlaylistSummary> WriteToNewestAsync(this SongClient client, string playlist, Func<PlaylistSummary, Task<PlaylistSummary>> write, CancellationToken cancellationToken)
    {
        var newest = (await client.GetPlaylistAsync(playlist, offset: 0, limit: 1, cancellationToken)).Summary(SongOps.Playlist);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await write(newest);
            }
            catch (PlaylistConflictException conflict) when (attempt < MaxAttempts && conflict.Current.Playlist is not null)
            {
                newest = conflict.Current.Playlist;
            }
        }
    }

    private static async Task<PlaylistSummary> WriteAsync(SongClient client, ChangePlaylistRequest request, CancellationToken cancellationToken)
    {
        var named = request with { Change = NewChange() };
        var reply = await client.AskAsync(named, request => new PlaylistWriteCall<ChangePlaylistRequest>(request, SongJson.Default.ChangePlaylistRequest), cancellationToken);
        return reply.Summary(request.Op!);
    }

    private static string NewChange() => Guid.NewGuid().ToString("N");
}
