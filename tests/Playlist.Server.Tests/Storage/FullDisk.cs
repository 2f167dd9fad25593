using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Playlist.Server.Storage;

namespace Playlist.Server.Tests.Storage;

internal static class FullDisk
{
    /// <summary>For this connection, the file may grow no further.</summary>
    public static void Limit(LibraryContext context, long pages) => ((SqliteConnection)context.Database.GetDbConnection()).Execute($"PRAGMA max_page_count = {pages}");

    /// <summary>Writes more than fits.</summary>
    public static Task<int> FillAsync(LibraryContext context, CancellationToken cancellationToken)
    {
        context.Playlists.Add(new PlaylistRow { Id = "refused", Name = new string('x', 1024 * 1024), FoldedName = "refused" });
        return context.SaveChangesAsync(cancellationToken);
    }
}
