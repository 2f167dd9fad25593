using Playlist.Protocol.Songs;
using Playlist.Server.Library.Scanning;
using Playlist.Server.Songs;

namespace Playlist.Server.Library.Operations;

/// <summary><c>{"id":6,"op":"library"}</c>: how the library is doing.</summary>
internal sealed class LibraryOperation(LibraryStatus status) : ISongOperation
{
    public ValueTask HandleAsync(SongCall call, CancellationToken cancellationToken) =>
        call.ReplyAsync(status.ToReply(), SongJson.Default.LibraryReply);
}
