using Playlist.Protocol.Library;
using Playlist.Protocol.Songs;
using Playlist.Server.Library.Scanning;
using Playlist.Server.Songs;

namespace Playlist.Server.Library.Operations;

/// <summary><c>{"id":6,"op":"library.skipped"}</c>: the files that cannot be read, and why.</summary>
internal sealed class SkippedFilesOperation(LibraryStatus status) : ISongOperation
{
    public ValueTask HandleAsync(SongCall call, CancellationToken cancellationToken)
    {
        var page = ListPage.Of(call.Read(SongJson.Default.ListRequest));
        var skipped = status.Skipped;
        return call.ReplyAsync(
            new SkippedFilesReply { Total = skipped.Count, Offset = page.Offset, Files = page.Of(skipped, SongJson.Default.SkippedFile) },
            SongJson.Default.SkippedFilesReply);
    }
}
