using Microsoft.EntityFrameworkCore;
using Playlist.Protocol.Playlists;

namespace Playlist.Server.Playlists.Operations;

/// <summary><c>{"id":8,"op":"playlist.rename","playlist":"0193…","version":7,"name":"Long road trip"}</c></summary>
internal sealed class RenamePlaylistOperation(PlaylistStore store, PlaylistAnnouncements announcements) : PlaylistEditOperation("rename", store, announcements)
{
    protected override PlaylistEdit Edit(ChangePlaylistRequest request)
    {
        var name = PlaylistName.Read(request.Name);
        var folded = PlaylistName.Fold(name)!;
        return async (context, id, cancellationToken) =>
        {
            if (await context.Playlists.Where(row => row.FoldedName == folded && row.Id != id).Select(row => row.Name).SingleOrDefaultAsync(cancellationToken) is { } other)
            {
                throw PlaylistStore.Exists(other);
            }

            var playlist = await context.Playlists.SingleAsync(row => row.Id == id, cancellationToken);
            (playlist.Name, playlist.FoldedName) = (name, folded);
            await context.SaveChangesAsync(cancellationToken);
            return await context.SummarizeAsync(id, cancellationToken);
        };
    }
}
