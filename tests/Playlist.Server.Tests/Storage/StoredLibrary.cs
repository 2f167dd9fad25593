using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Playlist.Server.Storage;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Server.Tests.Storage;

/// <summary>A database file in a folder of its own, and what uses it in the server.</summary>
internal sealed class StoredLibrary : IDisposable
{
    private readonly DirectoryInfo _folder;

    /// <param name="folder">An existing one, which is left; otherwise, a new one.</param>
    public StoredLibrary(DirectoryInfo? folder = null)
    {
        _folder = folder ?? Directory.CreateTempSubdirectory("playlist-data-");
        Address = DatabaseAddress.Parse(Database.Purpose, configured: null, _folder.FullName);
        Contexts = new LibraryContexts(Address);
        var logger = new LoggerFactory([new FakeLoggerProvider(Log)]);
        Database = new Database(Contexts, new DatabaseMigration<LibraryContext>(Contexts, Address, logger.CreateLogger<DatabaseMigration<LibraryContext>>()), Address, logger.CreateLogger<Database>());
    }

    public DatabaseAddress Address { get; }

    public LibraryContexts Contexts { get; }

    public Database Database { get; }

    public FakeLogCollector Log { get; } = FakeLogCollector.Create(new FakeLogCollectorOptions());

    public string File => Address.File!;

    public IReadOnlyList<string> Backups => [.. Directory.GetFiles(_folder.FullName, "*.bak").Select(Path.GetFileName).OfType<string>()];

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public Task<int> AddPlaylistAsync(string id, CancellationToken cancellationToken) =>
        Database.WriteAsync(
            context =>
            {
                context.Playlists.Add(new PlaylistRow { Id = id, Name = id, FoldedName = id, Version = 1 });
                return context.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);

    public Task<List<string>> PlaylistsAsync(CancellationToken cancellationToken) =>
        Database.ReadAsync(context => context.Playlists.Select(row => row.Id).OrderBy(id => id).ToListAsync(cancellationToken), cancellationToken);

    /// <summary>Makes the file that an older version of this program left.</summary>
    public async Task MigrateToAsync(string migration, CancellationToken cancellationToken)
    {
        await using var context = Contexts.CreateDbContext();
        var name = context.Database.GetMigrations().Single(full => full.EndsWith($"_{migration}", StringComparison.Ordinal));
        await context.GetService<IMigrator>().MigrateAsync(name, cancellationToken);
    }

    /// <summary>Opens the file beside the server, as another program does.</summary>
    public SqliteConnection Open(string? file = null)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file ?? File, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    public void Dispose()
    {
        Database.Dispose();
        using (var connection = new SqliteConnection(Address.ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        if (_folder.Exists)
        {
            _folder.Delete(recursive: true);
        }
    }
}

internal static class SqliteCommands
{
    public static object? Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
