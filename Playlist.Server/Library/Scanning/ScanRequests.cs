using Microsoft.EntityFrameworkCore;
using Playlist.Protocol.Songs;
using Playlist.Server.Storage;

namespace Playlist.Server.Library.Scanning;

/// <summary>What is asked of the scans: to begin, to end. Of the processes that share a database, those that do not scan pass it on through it.</summary>
internal sealed class ScanRequests(Database database)
{
    private readonly Lock _lock = new();
    private CancellationTokenSource? _running;
    private bool _isWanted;
    private bool _believesEmpty;
    private volatile bool _isFollowing;
    private (long Wanted, long Cancelled)? _seen;

    /// <summary>Called when there is something to do.</summary>
    public Action Wake { get; set; } = () => { };

    /// <summary>Whether another process scans.</summary>
    public bool IsFollowing { get => _isFollowing; set => _isFollowing = value; }

    public bool IsWanted
    {
        get
        {
            lock (_lock)
            {
                return _isWanted;
            }
        }
    }

    /// <summary>Asks for a scan of the whole folder. One that runs already may have gone past what is new: another follows it.</summary>
    /// <param name="believesEmpty">An empty folder is empty, and not one whose network folder is away.</param>
    /// <exception cref="SongProtocolException"><c>storage_unavailable</c>: another process scans, and cannot be told.</exception>
    public async Task StartAsync(bool believesEmpty, CancellationToken cancellationToken)
    {
        if (IsFollowing)
        {
            await database.WriteAsync(
                context => context.Library.ExecuteUpdateAsync(
                    row => row.SetProperty(library => library.ScansWanted, library => library.ScansWanted + 1).SetProperty(library => library.BelievedEmpty, believesEmpty),
                    cancellationToken),
                cancellationToken);
        }
        else
        {
            Start(believesEmpty);
        }
    }

    /// <summary>Ends the scan that runs, if one does. What it has found so far stays.</summary>
    /// <exception cref="SongProtocolException"><c>storage_unavailable</c>: another process scans, and cannot be told.</exception>
    public async Task CancelAsync(CancellationToken cancellationToken)
    {
        if (IsFollowing)
        {
            await database.WriteAsync(
                context => context.Library.ExecuteUpdateAsync(row => row.SetProperty(library => library.ScansCancelled, library => library.ScansCancelled + 1), cancellationToken),
                cancellationToken);
        }
        else
        {
            Cancel();
        }
    }

    /// <summary>Asks for a scan because it is due.</summary>
    public void Demand()
    {
        lock (_lock)
        {
            _isWanted = true;
        }
    }

    /// <summary>A scan begins: what was wanted until now is what it does.</summary>
    /// <param name="running">Cancelled when somebody asks for its end.</param>
    /// <returns>Whether an empty folder is to be believed.</returns>
    public bool Begin(CancellationTokenSource running)
    {
        lock (_lock)
        {
            var believesEmpty = _believesEmpty;
            (_running, _isWanted, _believesEmpty) = (running, false, false);
            return believesEmpty;
        }
    }

    public void End()
    {
        lock (_lock)
        {
            _running = null;
        }
    }

    /// <summary>Does what other processes have asked for since the last time.</summary>
    public async Task HearAsync(CancellationToken cancellationToken)
    {
        LibraryRow? row;
        try
        {
            row = await database.ReadAsync(context => context.Library.AsNoTracking().SingleOrDefaultAsync(cancellationToken), cancellationToken);
        }
        catch (SongProtocolException)
        {
            // Nobody can have passed anything on.
            return;
        }

        if (row is null)
        {
            return;
        }

        var (wanted, cancelled) = _seen ?? (row.ScansWanted, row.ScansCancelled);
        _seen = (row.ScansWanted, row.ScansCancelled);
        if (row.ScansCancelled > cancelled)
        {
            Cancel();
        }

        if (row.ScansWanted > wanted)
        {
            Start(row.BelievedEmpty);
        }
    }

    private void Start(bool believesEmpty)
    {
        lock (_lock)
        {
            (_isWanted, _believesEmpty) = (true, _believesEmpty || believesEmpty);
        }

        Wake();
    }

    private void Cancel()
    {
        lock (_lock)
        {
            _isWanted = false;
            _running?.Cancel();
        }
    }
}
