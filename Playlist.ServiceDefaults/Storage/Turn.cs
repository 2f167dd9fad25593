using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Playlist.ServiceDefaults.Storage;

/// <summary>The right to do something, which one of the processes that share a database has. It passes on when that process ends, however it does.</summary>
/// <param name="what">What for, such as <c>scan</c>: a file beside SQLite's, whose lock it is, ends so.</param>
/// <param name="advisoryLock">Of PostgreSQL's: any number that nobody else takes.</param>
public sealed class Turn<TContext>(IDbContextFactory<TContext> contexts, DatabaseAddress address, string what, long advisoryLock) : IAsyncDisposable
    where TContext : DbContext
{
    private FileStream? _file;
    private TContext? _session;

    /// <returns>Whether this process has it, now.</returns>
    /// <exception cref="Exception">Nobody can tell: a database's fault, which <see cref="DatabaseProblem"/> knows.</exception>
    public async Task<bool> TryTakeAsync(CancellationToken cancellationToken)
    {
        if (_file is not null)
        {
            return true;
        }

        if (_session is not null)
        {
            if (await IsAliveAsync(_session, cancellationToken))
            {
                return true;
            }

            await _session.DisposeAsync();
            _session = null;
        }

        if (address.File is { } database)
        {
            return (_file = TryLock($"{database}.{what}")) is not null;
        }

        // The lock is the session's, and ends with it.
        var session = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            await session.Database.OpenConnectionAsync(cancellationToken);
            if (await session.Database.SqlQuery<bool>($"SELECT pg_try_advisory_lock({advisoryLock}) AS \"Value\"").SingleAsync(cancellationToken))
            {
                _session = session;
            }
        }
        finally
        {
            if (_session is null)
            {
                await session.DisposeAsync();
            }
        }

        return _session is not null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
        {
            await _file.DisposeAsync();
        }

        if (_session is not null)
        {
            await _session.DisposeAsync();
        }
    }

    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    private static async Task<bool> IsAliveAsync(TContext session, CancellationToken cancellationToken)
    {
        try
        {
            await session.Database.ExecuteSqlRawAsync("SELECT 1", cancellationToken);
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }
}
