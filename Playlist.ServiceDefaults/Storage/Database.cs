using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Playlist.ServiceDefaults.Storage;

/// <summary>The one way to the database: short contexts, one writer at a time, and failures in words.</summary>
/// <remarks>
/// A database that cannot be used does not stop the process: each further use tries again. The file is left as it is.
/// </remarks>
public class Database<TContext>(IDbContextFactory<TContext> contexts, DatabaseMigration<TContext> migration, DatabaseAddress address, ILogger<Database<TContext>> logger) : IHostedService, IDisposable
    where TContext : DbContext
{
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly SemaphoreSlim _migrating = new(1, 1);
    private readonly Lock _lock = new();
    private volatile bool _isMigrated;
    private bool _failedToWrite;

    /// <summary>Why nothing can be stored or read, and what to do; <see langword="null"/> while it works.</summary>
    public string? Problem { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await TryAsync(isWrite: true, () => Task.FromResult(0), cancellationToken);
        }
        catch (Exception) when (Problem is not null)
        {
            // It has been told, and is tried again.
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <exception cref="StorageException">Or what <see cref="Refuse"/> makes of it: the message names the database and the remedy.</exception>
    public Task<T> ReadAsync<T>(Func<TContext, Task<T>> read, CancellationToken cancellationToken) =>
        TryAsync(
            isWrite: false,
            async () =>
            {
                await using var context = await contexts.CreateDbContextAsync(cancellationToken);
                return await read(context);
            },
            cancellationToken);

    /// <summary>Runs <paramref name="write"/> in a transaction, which is durable when this returns.</summary>
    /// <exception cref="StorageException">Nothing was written. What <paramref name="write"/> itself throws passes through, and nothing was written either.</exception>
    public Task<T> WriteAsync<T>(Func<TContext, Task<T>> write, CancellationToken cancellationToken) =>
        TryAsync(
            isWrite: true,
            async () =>
            {
                await _writing.WaitAsync(cancellationToken);
                try
                {
                    await using var context = await contexts.CreateDbContextAsync(cancellationToken);
                    await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
                    var result = await write(context);
                    await transaction.CommitAsync(CancellationToken.None);
                    return result;
                }
                finally
                {
                    _writing.Release();
                }
            },
            cancellationToken);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>What is thrown when the database cannot be used.</summary>
    protected virtual Exception Refuse(StorageException exception) => exception;

    protected virtual void Dispose(bool disposing)
    {
        _writing.Dispose();
        _migrating.Dispose();
    }

    private async Task<T> TryAsync<T>(bool isWrite, Func<Task<T>> use, CancellationToken cancellationToken)
    {
        try
        {
            await MigrateAsync(cancellationToken);
            var result = await use();
            Works(isWrite);
            return result;
        }
        catch (Exception exception) when (DatabaseProblem.Describe(exception, address) is { } problem)
        {
            Fails(isWrite, problem);
            throw Refuse(new StorageException(problem, DatabaseProblem.IsFull(exception), exception));
        }
    }

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        if (_isMigrated)
        {
            return;
        }

        await _migrating.WaitAsync(cancellationToken);
        try
        {
            if (!_isMigrated)
            {
                await migration.RunAsync(cancellationToken);
                _isMigrated = true;
            }
        }
        finally
        {
            _migrating.Release();
        }
    }

    private void Works(bool isWrite)
    {
        lock (_lock)
        {
            // That a full disk can be read means nothing.
            if (Problem is not null && (isWrite || !_failedToWrite))
            {
                Log.StorageWorks(logger, address.Name);
                (Problem, _failedToWrite) = (null, false);
            }
        }
    }

    private void Fails(bool isWrite, string problem)
    {
        if (address.File is not null)
        {
            // The file may be replaced: it is opened anew.
            using var connection = new SqliteConnection(address.ConnectionString);
            SqliteConnection.ClearPool(connection);
        }

        lock (_lock)
        {
            if (Problem != problem)
            {
                Log.StorageFails(logger, problem);
            }

            (Problem, _failedToWrite) = (problem, _failedToWrite || isWrite);
        }
    }
}
