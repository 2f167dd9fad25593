using Playlist.Protocol.Songs;

namespace Playlist.Server.Songs;

/// <summary><c>{"id":2,"op":"ping"}</c>: the server is there.</summary>
internal sealed class PingOperation : ISongOperation
{
    private static readonly SongReply Pong = new();

    public ValueTask HandleAsync(SongCall call, CancellationToken cancellationToken) => call.ReplyAsync(Pong, SongJson.Default.SongReply);
}
