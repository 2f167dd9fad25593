using Microsoft.EntityFrameworkCore;
using Playlist.Protocol.Playlists;

namespace Playlist.Server.Playlists.Operations;

/// <summary><c>{"id":8,"op":"playlist.delete","playlist":"0193…","version":7}</c></summary>
internal sealed class DeletePlaylistOperation(PlaylistStore store, PlaylistAnnouncements announcements) : PlaylistEditOperation(PlaylistChange.Deleted, store, announcements)
{
    protected override PlaylistEdit Edit(ChangePlaylistRequest request) =>
        async (context, id, cancellationToken) =>
        {
            var deleted = await context.SummarizeAsync(id, cancellationToken);
            await context.Playlists.Where(row => row.Id == id).ExecuteDeleteAsync(cancellationToken);
            return deleted;
        };
}
