using Microsoft.EntityFrameworkCore;
using Playlist.Protocol.Songs;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Server.Storage;

/// <summary>The library's database. While it cannot be used, songs are served, and who needs it is answered <c>storage_unavailable</c>, with the remedy.</summary>
internal sealed class Database(IDbContextFactory<LibraryContext> contexts, DatabaseMigration<LibraryContext> migration, DatabaseAddress address, ILogger<Database> logger)
    : Database<LibraryContext>(contexts, migration, address, logger)
{
    public static DatabasePurpose Purpose { get; } = new("playlist.db", "songs are served", "the songs are scanned anew, and the playlists are gone", ConnectionName: "library");

    protected override Exception Refuse(StorageException exception) => new SongProtocolException(SongErrorCodes.StorageUnavailable, exception.Message, exception);
}
