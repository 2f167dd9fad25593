using Playlist.Protocol.Songs;
using Playlist.Server.Songs;

namespace Playlist.Server.Playlists.Operations;

/// <summary><c>{"id":3,"op":"playlists","offset":0,"limit":50}</c>: a page of the playlists, by name.</summary>
internal sealed class PlaylistsOperation(PlaylistStore store) : ISongOperation
{
    public async ValueTask HandleAsync(SongCall call, CancellationToken cancellationToken)
    {
        var page = ListPage.Of(call.Read(SongJson.Default.ListRequest));
        await call.ReplyAsync(await store.ListAsync(page, cancellationToken), SongJson.Default.PlaylistsReply);
    }
}
