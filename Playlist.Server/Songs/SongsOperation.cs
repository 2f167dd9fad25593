using Playlist.Protocol.Songs;
using Playlist.Server.Library;

namespace Playlist.Server.Songs;

/// <summary><c>{"id":3,"op":"songs","query":"summer","offset":0,"limit":50}</c>: a page of the songs that match.</summary>
internal sealed class SongsOperation(SongLibrary library) : ISongOperation
{
    // Of a reply's line, what everything but the songs takes at most.
    private const int FrameBytes = 1024;

    public ValueTask HandleAsync(SongCall call, CancellationToken cancellationToken)
    {
        var request = call.Read(SongJson.Default.SongsRequest);
        var offset = request.Offset ?? 0;
        var limit = request.Limit ?? SongProtocol.DefaultSongsLimit;
        if (offset < 0)
        {
            throw new SongProtocolException(SongErrorCodes.BadRequest, "'offset' is how many songs to leave out: 0 or more.");
        }

        if (limit is < 1 or > SongProtocol.MaxSongsLimit)
        {
            throw new SongProtocolException(SongErrorCodes.BadRequest, $"'limit' is how many songs to list: 1 to {SongProtocol.MaxSongsLimit}.");
        }

        var total = 0;
        var room = SongProtocol.MaxReplyLineBytes - FrameBytes;
        var page = new List<Song>();
        foreach (var song in library.Current.Search(request.Query))
        {
            if (total++ >= offset && page.Count < limit && room > 0)
            {
                room -= song.JsonBytes + 1;
                if (room >= 0)
                {
                    page.Add(song.Song);
                }
            }
        }

        return call.ReplyAsync(new SongsReply { Total = total, Offset = offset, Songs = page }, SongJson.Default.SongsReply);
    }
}
