using Playlist.Protocol.Library;
using Playlist.Protocol.Songs;
using Playlist.Server.Library.Operations;
using Playlist.Server.Songs;

namespace Playlist.Server.Library.Covers;

/// <summary><c>{"id":5,"op":"cover","song":"5d0c…"}</c>: a song's picture, as a stream.</summary>
internal sealed class CoverOperation(SongLibrary library, CoverFinder covers) : ISongOperation
{
    public async ValueTask HandleAsync(SongCall call, CancellationToken cancellationToken)
    {
        var name = Requested.Song(call.Read(SongJson.Default.NamedSongRequest).Song);
        call.Session.Streams.ThrowIfNoRoom();
        var song = library.Current.Find(name);
        call.Telemetry.SetSong(song.Song);
        var cover = await covers.FindAsync(song.Library.Path, cancellationToken)
            ?? throw new SongProtocolException(SongErrorCodes.CoverNotFound, $"'{song.FullName}' has no cover that could be sent: put one into its file, or cover.jpg beside it.");
        try
        {
            await call.ReplyAsync(new CoverReply { Type = cover.Type, Bytes = cover.Content.Length, Etag = cover.Content.Etag }, SongJson.Default.CoverReply);
            call.Session.Streams.Start(call, cover.Content, from: 0, to: cover.Content.Length);
            call.Streaming = true;
        }
        finally
        {
            if (!call.Streaming)
            {
                cover.Content.Dispose();
            }
        }
    }
}
