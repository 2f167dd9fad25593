using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging;

namespace Playlist.ServiceDefaults.Storage;

/// <summary>Brings the database to this version of the program, after a backup where it is a file.</summary>
public sealed class DatabaseMigration<TContext>(IDbContextFactory<TContext> contexts, DatabaseAddress address, ILogger<DatabaseMigration<TContext>> logger)
    where TContext : DbContext
{
    // Where EF Core's own lock is kept in SQLite. A process that was killed while it migrated leaves it, and all others would wait for ever.
    private const string RemoveStaleLock = "DROP TABLE IF EXISTS \"__EFMigrationsLock\"";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (Path.GetDirectoryName(address.File) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        using var turn = await TakeTurnAsync(cancellationToken);
        var applied = await context.Database.GetAppliedMigrationsAsync(cancellationToken);
        var isNew = !applied.Any();
        foreach (var migration in (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList())
        {
            if (address.File is { } file)
            {
                if (!isNew)
                {
                    BackUp(file, migration);
                }

                await context.Database.ExecuteSqlRawAsync(RemoveStaleLock, cancellationToken);
            }

            await context.GetService<IMigrator>().MigrateAsync(migration, cancellationToken);
        }
    }

    /// <summary>One process at a time migrates a file; PostgreSQL sees to that itself.</summary>
    private async Task<IDisposable?> TakeTurnAsync(CancellationToken cancellationToken)
    {
        if (address.File is null)
        {
            return null;
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        while (true)
        {
            try
            {
                return new FileStream(address.File + ".migrating", new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None });
            }
            catch (IOException) when (File.Exists(address.File + ".migrating") && !deadline.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            }
        }
    }

    /// <param name="migration">As EF Core names it: <c>20261125230000_Playlists</c>.</param>
    private void BackUp(string file, string migration)
    {
        var backup = $"{file}.before-{migration[(migration.IndexOf('_', StringComparison.Ordinal) + 1)..]}.bak";
        var unfinished = backup + ".part";
        File.Delete(unfinished);
        using (var source = new SqliteConnection(address.ConnectionString))
        using (var destination = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = unfinished, Pooling = false }.ConnectionString))
        {
            source.Open();
            destination.Open();
            source.BackupDatabase(destination);
        }

        File.Move(unfinished, backup, overwrite: true);
        Log.BackedUp(logger, file, backup);
    }
}
