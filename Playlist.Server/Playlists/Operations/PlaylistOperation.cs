using Playlist.Protocol.Songs;
using Playlist.Server.Songs;

namespace Playlist.Server.Playlists.Operations;

/// <summary><c>{"id":3,"op":"playlist","playlist":"road trip","offset":0,"limit":100}</c>: a page of a playlist's songs.</summary>
internal sealed class PlaylistOperation(PlaylistStore store) : ISongOperation
{
    public async ValueTask HandleAsync(SongCall call, CancellationToken cancellationToken)
    {
        var request = call.Read(SongJson.Default.PlaylistRequest);
        var page = ListPage.Of(request);
        var playlist = PlaylistArguments.Playlist(request.Playlist);
        await call.ReplyAsync(await store.ReadAsync(playlist, page, cancellationToken), SongJson.Default.PlaylistReply);
    }
}
