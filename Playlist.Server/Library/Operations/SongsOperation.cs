using System.Collections.Frozen;
using Playlist.Protocol.Library;
using Playlist.Protocol.Songs;
using Playlist.Server.Songs;

namespace Playlist.Server.Library.Operations;

/// <summary><c>{"id":3,"op":"songs","query":"summer","offset":0,"limit":50}</c>: a page of the songs that match.</summary>
internal sealed class SongsOperation(SongLibrary library) : ISongOperation
{
    private static readonly FrozenSet<string> Sorts = [SongSorts.Match, SongSorts.Title, SongSorts.Artist, SongSorts.Album, SongSorts.Plays, SongSorts.Newest];

    public ValueTask HandleAsync(SongCall call, CancellationToken cancellationToken)
    {
        var request = call.Read(SongJson.Default.SongsRequest);
        var page = ListPage.Of(request);
        Requested.Query(request.Query);
        if (request.Sort is { } sort && !Sorts.Contains(sort))
        {
            throw new SongProtocolException(SongErrorCodes.BadRequest, $"'sort' is one of {string.Join(", ", Sorts)}.");
        }

        var catalogue = library.Current;
        var found = catalogue.Search(request, page);
        return call.ReplyAsync(
            new SongsReply
            {
                Total = found.Total,
                Offset = page.Offset,
                Songs = ListPage.Fit(found.Page.Select(song => song.Song), SongJson.Default.Song),
                DidYouMean = found.Total == 0 ? catalogue.DidYouMean(request) : null,
            },
            SongJson.Default.SongsReply);
    }
}
