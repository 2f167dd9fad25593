using Microsoft.EntityFrameworkCore;
using Playlist.Server.Storage;
using Playlist.Server.Tests.Hosting;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Server.Tests.Storage;

public sealed class MigrationTests : TimedTest
{
    [Fact]
    public async Task A_new_database_is_made_without_a_backup()
    {
        using var stored = new StoredLibrary();

        await stored.AddPlaylistAsync("a", Cancellation);

        Assert.Equal(["a"], await stored.PlaylistsAsync(Cancellation));
        Assert.Empty(stored.Backups);
    }

    [Fact]
    public async Task The_file_of_an_older_version_is_copied_before_it_is_changed_and_keeps_what_it_has()
    {
        using var stored = new StoredLibrary();
        await stored.MigrateToAsync("Library", Cancellation);
        using (var older = stored.Open())
        {
            older.Execute("INSERT INTO files (Path, Bytes, Modified) VALUES ('Lover.mp3', 1, 2)");
        }

        await stored.Database.StartAsync(Cancellation);

        Assert.Equal(["playlist.db.before-Playlists.bak", "playlist.db.before-ScanRequests.bak", "playlist.db.before-SongEvents.bak"], stored.Backups.Order(StringComparer.Ordinal));
        Assert.Equal("Lover.mp3", await stored.Database.ReadAsync(context => context.Files.Select(row => row.Path).SingleAsync(Cancellation), Cancellation));
        Assert.Empty(await stored.PlaylistsAsync(Cancellation));
        using var backup = stored.Open(stored.PathOf("playlist.db.before-Playlists.bak"));
        Assert.Equal("Lover.mp3", backup.Execute("SELECT Path FROM files"));
        Assert.Equal("ok", backup.Execute("PRAGMA integrity_check"));
        Assert.Equal(0L, backup.Execute("SELECT count(*) FROM sqlite_master WHERE name = 'playlists'"));
    }

    [Fact]
    public async Task A_process_that_was_killed_while_it_migrated_holds_up_nobody()
    {
        using var stored = new StoredLibrary();
        await stored.MigrateToAsync("Library", Cancellation);
        using (var killed = stored.Open())
        {
            killed.Execute("""INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01')""");
        }

        await stored.AddPlaylistAsync("a", Cancellation);

        Assert.Equal(["a"], await stored.PlaylistsAsync(Cancellation));
    }

    [Fact]
    public async Task Several_processes_that_start_at_once_migrate_once()
    {
        var folder = Directory.CreateTempSubdirectory("playlist-data-");
        using var one = new StoredLibrary(folder);
        using var other = new StoredLibrary(folder);
        await one.MigrateToAsync("Library", Cancellation);

        await Task.WhenAll(one.AddPlaylistAsync("a", Cancellation), other.AddPlaylistAsync("b", Cancellation));

        Assert.Equal(["a", "b"], await other.PlaylistsAsync(Cancellation));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_migration_is_missing(bool isPostgres)
    {
        var address = DatabaseAddress.Parse(Database.Purpose, isPostgres ? "Host=nowhere" : null, Path.GetTempPath());
        using var context = new LibraryContexts(address).CreateDbContext();

        Assert.False(context.Database.HasPendingModelChanges());
        Assert.Equal(["Library", "Playlists", "ScanRequests", "SongEvents"], context.Database.GetMigrations().Select(name => name.Split('_')[1]));
    }
}
