using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;
using Playlist.Server.Songs;

namespace Playlist.Server.Playlists.Operations;

/// <summary>What is the same for all writes to a playlist that exists: its version, the conflict, the repetition, the announcement.</summary>
/// <param name="change">As it is announced.</param>
internal abstract class PlaylistEditOperation(string change, PlaylistStore store, PlaylistAnnouncements announcements) : ISongOperation
{
    public async ValueTask HandleAsync(SongCall call, CancellationToken cancellationToken)
    {
        var request = call.Read(SongJson.Default.ChangePlaylistRequest);
        var playlist = PlaylistArguments.Playlist(request.Playlist);
        var version = PlaylistArguments.Version(request.Version);
        var written = await store.EditAsync(playlist, version, PlaylistArguments.Change(request.Change), Edit(request), cancellationToken);
        if (written.Conflict is { } current)
        {
            var error = new SongError(SongErrorCodes.Conflict, $"The playlist has version {current.Playlist!.Version} and not {version}: look at what it is now, and ask for the change again if you still want it.");
            await call.RefuseAsync(error, current, SongJson.Default.PlaylistReply);
            return;
        }

        announcements.AnnounceIfNew(written, change);
        await call.ReplyAsync(new PlaylistReply { Playlist = written.Playlist }, SongJson.Default.PlaylistReply);
    }

    /// <exception cref="SongProtocolException">Whatever the playlist's state, this cannot be done.</exception>
    protected abstract PlaylistEdit Edit(ChangePlaylistRequest request);
}

internal static class PlaylistAnnouncing
{
    public static void AnnounceIfNew(this PlaylistAnnouncements announcements, PlaylistWritten written, string change)
    {
        if (written is { IsRepeated: false, Playlist: { } playlist })
        {
            announcements.Announce(new PlaylistChange(playlist.Id, playlist.Name, playlist.Version, change, playlist.Changed));
        }
    }
}
