using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Playlist.Server.Storage;

namespace Playlist.Server.Library.Scanning;

/// <summary>The right to scan, which one of the processes that share a database has. It passes on when that process ends, however it does.</summary>
internal sealed class ScanTurn(IDbContextFactory<LibraryContext> contexts, DatabaseAddress address) : IAsyncDisposable
{
    // Of PostgreSQL's advisory locks: any number that nobody else takes.
    private const long AdvisoryLock = 0x506C61796C697374;

    private FileStream? _file;
    private LibraryContext? _session;

    /// <returns>Whether this process has it, now. Without a database nobody can be heard of who would scan, and each has it: songs are better found twice than not at all.</returns>
    public async Task<bool> HasAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await TryTakeAsync(cancellationToken);
        }
        catch (Exception exception) when (DatabaseProblem.Describe(exception, address) is not null)
        {
            return true;
        }
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

    private async Task<bool> TryTakeAsync(CancellationToken cancellationToken)
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
            return (_file = TryLock(database + ".scan")) is not null;
        }

        // The lock is the session's, and ends with it.
        var session = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            await session.Database.OpenConnectionAsync(cancellationToken);
            if (await session.Database.SqlQuery<bool>($"SELECT pg_try_advisory_lock({AdvisoryLock}) AS \"Value\"").SingleAsync(cancellationToken))
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

    private static async Task<bool> IsAliveAsync(LibraryContext session, CancellationToken cancellationToken)
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
