using Playlist.Protocol.Library;
using Playlist.Protocol.Songs;
using Playlist.Server.Songs;

namespace Playlist.Server.Library.Operations;

/// <summary><c>{"id":3,"op":"artists","query":"swift"}</c>: a page of the artists that match.</summary>
internal sealed class ArtistsOperation(SongLibrary library) : ISongOperation
{
    public ValueTask HandleAsync(SongCall call, CancellationToken cancellationToken)
    {
        var request = call.Read(SongJson.Default.ArtistsRequest);
        var page = ListPage.Of(request);
        var found = library.Current.SearchArtists(Requested.Query(request.Query), page);
        return call.ReplyAsync(
            new ArtistsReply { Total = found.Total, Offset = page.Offset, Artists = ListPage.Fit(found.Page, SongJson.Default.Artist) },
            SongJson.Default.ArtistsReply);
    }
}
