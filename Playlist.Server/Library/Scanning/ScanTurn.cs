using Microsoft.EntityFrameworkCore;
using Playlist.Server.Storage;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Server.Library.Scanning;

/// <summary>The right to scan, which one of the processes that share a database has.</summary>
internal sealed class ScanTurn(IDbContextFactory<LibraryContext> contexts, DatabaseAddress address) : IAsyncDisposable
{
    private readonly Turn<LibraryContext> _turn = new(contexts, address, "scan", advisoryLock: 0x506C61796C697374);
    private volatile bool _isHeld;

    /// <summary>Whether this process had it when it last asked; from any thread.</summary>
    public bool IsHeld => _isHeld;

    /// <returns>Whether this process has it, now. Without a database nobody can be heard of who would scan, and each has it: songs are better found twice than not at all.</returns>
    public async Task<bool> HasAsync(CancellationToken cancellationToken)
    {
        try
        {
            return _isHeld = await _turn.TryTakeAsync(cancellationToken);
        }
        catch (Exception exception) when (DatabaseProblem.Describe(exception, address) is not null)
        {
            return _isHeld = true;
        }
    }

    public ValueTask DisposeAsync() => _turn.DisposeAsync();
}
