using Microsoft.EntityFrameworkCore;
using Playlist.Protocol.Playlists;

namespace Playlist.Server.Playlists.Operations;

/// <summary><c>{"id":8,"op":"playlist.remove","playlist":"0193…","version":7,"from":4,"count":2}</c></summary>
internal sealed class RemoveFromPlaylistOperation(PlaylistStore store, PlaylistAnnouncements announcements) : PlaylistEditOperation("remove", store, announcements)
{
    protected override PlaylistEdit Edit(ChangePlaylistRequest request) =>
        async (context, id, cancellationToken) =>
        {
            var entries = context.PlaylistSongs.Where(row => row.PlaylistId == id);
            var (from, count) = PlaylistArguments.Range(request.From, request.Count, await entries.CountAsync(cancellationToken));
            await entries.Where(row => row.Position >= from && row.Position < from + count).ExecuteDeleteAsync(cancellationToken);
            await entries.Where(row => row.Position >= from + count).ExecuteUpdateAsync(
                row => row.SetProperty(entry => entry.Position, entry => entry.Position - count),
                cancellationToken);
            return await context.SummarizeAsync(id, cancellationToken);
        };
}
