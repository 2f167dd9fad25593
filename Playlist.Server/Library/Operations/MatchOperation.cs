using Playlist.Protocol.Library;
using Playlist.Protocol.Songs;
using Playlist.Server.Songs;

namespace Playlist.Server.Library.Operations;

/// <summary><c>{"id":4,"op":"match","songs":[{"path":"Lover/03 Lover.mp3","title":"Lover"}]}</c>: which songs another program means.</summary>
internal sealed class MatchOperation(SongLibrary library) : ISongOperation
{
    public ValueTask HandleAsync(SongCall call, CancellationToken cancellationToken)
    {
        if (call.Read(SongJson.Default.MatchRequest).Songs is not { Count: >= 1 and <= SongProtocol.MaxSongsPerRequest } songs)
        {
            throw new SongProtocolException(SongErrorCodes.BadRequest, $"Describe the songs to match in 'songs': 1 to {SongProtocol.MaxSongsPerRequest} in one request.");
        }

        for (var number = 0; number < songs.Count; number++)
        {
            // A null among them is read as no description at all.
            if (string.IsNullOrWhiteSpace(songs[number]?.Path) && string.IsNullOrWhiteSpace(songs[number]?.Title))
            {
                throw new SongProtocolException(SongErrorCodes.BadRequest, $"'songs[{number}]' needs a 'path' or a 'title' to match by.");
            }
        }

        var catalogue = library.Current;
        return call.ReplyAsync(new MatchReply { Songs = [.. songs.Select(song => catalogue.Match(song)?.Id)] }, SongJson.Default.MatchReply);
    }
}
