using Microsoft.EntityFrameworkCore;
using Playlist.Protocol.Playlists;

namespace Playlist.Server.Playlists.Operations;

/// <summary><c>{"id":8,"op":"playlist.move","playlist":"0193…","version":7,"from":4,"count":1,"to":0}</c></summary>
internal sealed class MoveInPlaylistOperation(PlaylistStore store, PlaylistAnnouncements announcements) : PlaylistEditOperation("move", store, announcements)
{
    protected override PlaylistEdit Edit(ChangePlaylistRequest request) =>
        async (context, id, cancellationToken) =>
        {
            var entries = context.PlaylistSongs.Where(row => row.PlaylistId == id);
            var total = await entries.CountAsync(cancellationToken);
            var (from, count) = PlaylistArguments.Range(request.From, request.Count, total);
            if (request.To is not { } to || to < 0 || to > total - count)
            {
                throw PlaylistArguments.BadRequest($"'to' is the position that the first of the songs will have: 0 to {total - count}.");
            }

            // The songs between where they were and where they will be make room, to the other side.
            var (first, end, shift) = to < from ? (to, from + count, count) : (from, to + count, -count);
            await entries.Where(row => row.Position >= first && row.Position < end).ExecuteUpdateAsync(
                row => row.SetProperty(
                    entry => entry.Position,
                    entry => entry.Position >= from && entry.Position < from + count ? entry.Position + (to - from) : entry.Position + shift),
                cancellationToken);
            return await context.SummarizeAsync(id, cancellationToken);
        };
}
