using Playlist.Protocol.Songs;

namespace Playlist.Server.Songs;

/// <summary><c>{"id":8,"op":"stop","stream":7}</c>: enough of this song.</summary>
internal sealed class StopOperation : ISongOperation
{
    public ValueTask HandleAsync(SongCall call, CancellationToken cancellationToken)
    {
        var stream = call.Read(SongJson.Default.StopRequest).Stream
            ?? throw new SongProtocolException(SongErrorCodes.BadRequest, "Name the stream to stop in 'stream': by the id of its 'play' request.");
        return call.ReplyAsync(new StopReply { Stopped = call.Session.Streams.Stop(stream) }, SongJson.Default.StopReply);
    }
}
