using Playlist.Protocol.Library;
using Playlist.Protocol.Songs;
using Playlist.Server.Songs;

namespace Playlist.Server.Library.Operations;

/// <summary><c>{"id":3,"op":"albums","query":"lover","artist":"Taylor Swift"}</c>: a page of the albums that match.</summary>
internal sealed class AlbumsOperation(SongLibrary library) : ISongOperation
{
    public ValueTask HandleAsync(SongCall call, CancellationToken cancellationToken)
    {
        var request = call.Read(SongJson.Default.AlbumsRequest);
        var page = ListPage.Of(request);
        var found = library.Current.SearchAlbums(Requested.Query(request.Query), request.Artist, page);
        return call.ReplyAsync(
            new AlbumsReply { Total = found.Total, Offset = page.Offset, Albums = ListPage.Fit(found.Page, SongJson.Default.Album) },
            SongJson.Default.AlbumsReply);
    }
}
