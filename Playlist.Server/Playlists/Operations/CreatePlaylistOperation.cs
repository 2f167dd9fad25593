using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;
using Playlist.Server.Songs;

namespace Playlist.Server.Playlists.Operations;

/// <summary><c>{"id":3,"op":"playlist.create","name":"Road trip","change":"0193…"}</c></summary>
internal sealed class CreatePlaylistOperation(PlaylistStore store, PlaylistAnnouncements announcements) : ISongOperation
{
    public async ValueTask HandleAsync(SongCall call, CancellationToken cancellationToken)
    {
        var request = call.Read(SongJson.Default.CreatePlaylistRequest);
        var name = PlaylistName.Read(request.Name);
        var written = await store.CreateAsync(name, PlaylistArguments.Change(request.Change), cancellationToken);
        announcements.AnnounceIfNew(written, "create");
        await call.ReplyAsync(new PlaylistReply { Playlist = written.Playlist }, SongJson.Default.PlaylistReply);
    }
}
