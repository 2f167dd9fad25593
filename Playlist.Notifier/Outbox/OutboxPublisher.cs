using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Playlist.Notifier.Updates;
using Playlist.Protocol.Updates;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Notifier.Outbox;

/// <summary>Publishes what the outbox holds, while it is this process's turn: in order for each artist, many artists at once.</summary>
/// <remarks>
/// One loop decides; attempts run beside it and come back through <see cref="_ended"/>. While the broker is away one update
/// is tried at a time, each artist's in turn, less and less often, and what comes of it counts for all. So it is with those
/// that were under way when the broker refused one of them without saying which.
/// </remarks>
internal sealed class OutboxPublisher(
    Database<OutboxContext> database,
    IDbContextFactory<OutboxContext> contexts,
    DatabaseAddress address,
    WakeSignal signal,
    OutboxMarks marks,
    OutboxRetention retention,
    ArtistUpdatePublisher publisher,
    TimeProvider clock,
    ILogger<OutboxPublisher> logger) : BackgroundService
{
    /// <summary>How often the broker may refuse an update before it has failed for good.</summary>
    public const int MaxRefusals = 10;

    private const int MaxArtistsAtOnce = 64;
    private const int MaxUnmarked = 1000;
    private const int MaxLoad = 5000;

    // "publish" in ASCII; for PostgreSQL, which the outbox is never in.
    private const long AdvisoryLock = 0x7075626C697368;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);

    private readonly ArtistLines _lines = new();
    private readonly ConcurrentQueue<Attempt> _ended = [];
    private long _loaded;
    private long _loadedAt;
    private int _running;
    private int _failures;
    private long _notBefore;

    /// <summary>Whether this process publishes, of those that share the outbox.</summary>
    public bool HasTurn { get; private set; }

    private bool IsAway => _failures > 0;

    /// <summary>Whether one update is tried at a time.</summary>
    private bool IsProbing => IsAway || _lines.HasSuspects;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var turn = new Turn<OutboxContext>(contexts, address, "publishing", AdvisoryLock);
        using var abort = new CancellationTokenSource();
        try
        {
            while (!await TryTakeAsync(turn, stoppingToken))
            {
                await Task.Delay(Poll, stoppingToken);
            }

            HasTurn = true;
            Log.HasTurn(logger, address.Name);
            while (true)
            {
                await PublishAsync(abort.Token, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was handed to the broker is waited for: it would come twice otherwise.
            abort.CancelAfter(Goodbye);
            while (_running > 0)
            {
                await signal.WaitAsync(Poll, CancellationToken.None);
                EndAttempts();
            }

            await marks.FlushAsync();
        }
    }

    private async Task<bool> TryTakeAsync(Turn<OutboxContext> turn, CancellationToken stoppingToken)
    {
        try
        {
            return await turn.TryTakeAsync(stoppingToken);
        }
        catch (Exception exception) when (DatabaseProblem.Describe(exception, address) is not null)
        {
            // The database's own use tells what is wrong with its folder.
            return false;
        }
    }

    private async Task PublishAsync(CancellationToken abort, CancellationToken stoppingToken)
    {
        var isSignalled = await signal.WaitAsync(Poll, stoppingToken);
        EndAttempts();
        try
        {
            await marks.WriteAsync();
            if (isSignalled || Environment.TickCount64 - _loadedAt >= Poll.TotalMilliseconds)
            {
                await LoadAsync(stoppingToken);
            }

            await StartAttemptsAsync(abort, stoppingToken);
            await retention.RunAsync(stoppingToken);
        }
        catch (StorageException)
        {
            // It has been told, and is tried again.
            await Task.Delay(Poll, stoppingToken);
        }
    }

    /// <summary>Puts what has been accepted since into its artists' lines: only places are kept in memory, not texts.</summary>
    private async Task LoadAsync(CancellationToken stoppingToken)
    {
        var places = await database.ReadAsync(
            context => context.Updates
                .Where(row => row.Status == UpdateStatus.Accepted && row.Sequence > _loaded)
                .OrderBy(row => row.Sequence)
                .Take(MaxLoad)
                .Select(row => new { row.Sequence, row.Artist })
                .ToListAsync(stoppingToken),
            stoppingToken);
        foreach (var place in places)
        {
            _lines.Add(place.Artist, place.Sequence);
            _loaded = place.Sequence;
        }

        _loadedAt = Environment.TickCount64;
        if (places.Count == MaxLoad)
        {
            signal.Set();
        }
    }

    private async Task StartAttemptsAsync(CancellationToken abort, CancellationToken stoppingToken)
    {
        var isProbe = IsProbing;
        var free = isProbe ? (_running == 0 && Environment.TickCount64 >= _notBefore ? 1 : 0) : MaxArtistsAtOnce - _running;
        if (free <= 0 || marks.Count > MaxUnmarked || _lines.Take(free) is not { Count: > 0 } lines)
        {
            return;
        }

        foreach (var (line, row, series) in await ReadHeadsAsync(lines, stoppingToken))
        {
            if (row is null)
            {
                // Somebody deleted it.
                _lines.Advance(line);
                continue;
            }

            _running++;
            line.Attempts++;
            StartAttempt(line, row, series, isProbe, abort);
        }
    }

    private async Task<List<(ArtistLine Line, UpdateRow? Row, Guid Series)>> ReadHeadsAsync(List<ArtistLine> lines, CancellationToken stoppingToken)
    {
        var heads = lines.ConvertAll(line => line.Head);
        try
        {
            return await database.ReadAsync(
                async context =>
                {
                    var series = await context.Series.Select(row => row.Series).SingleAsync(stoppingToken);
                    var rows = await context.Updates.AsNoTracking().Where(row => heads.Contains(row.Sequence)).ToDictionaryAsync(row => row.Sequence, stoppingToken);
                    return lines.ConvertAll(line => (line, rows.GetValueOrDefault(line.Head), series));
                },
                stoppingToken);
        }
        catch
        {
            lines.ForEach(_lines.Return);
            throw;
        }
    }

    /// <summary>Its end is in <see cref="_ended"/>, however it ends.</summary>
    private void StartAttempt(ArtistLine line, UpdateRow row, Guid series, bool isProbe, CancellationToken abort) => Task.Run(
        async () =>
        {
            var (status, failure) = (UpdateStatus.Accepted, default(Exception));
            try
            {
                var update = new ArtistUpdate(row.Id, ArtistUpdate.TypeName, row.Artist, row.Message, row.AcceptedAt, series, row.Number);
                status = await publisher.PublishAsync(update, row.TraceParent, row.TraceState, abort);
            }
            catch (Exception exception)
            {
                failure = exception;
            }

            _ended.Enqueue(new Attempt(line, status, failure, isProbe));
            signal.Set();
        },
        CancellationToken.None);

    private void EndAttempts()
    {
        while (_ended.TryDequeue(out var attempt))
        {
            _running--;
            switch (attempt.Failure)
            {
                case null:
                    _failures = 0;
                    Finish(attempt.Line, attempt.Status, error: null);
                    break;
                case PublishFailedException failure when failure.IsNack || (attempt.IsProbe && failure.IsRefusal):
                    _failures = 0;
                    Refuse(attempt.Line, failure);
                    break;
                case PublishFailedException failure:
                    MeetOutage(attempt, failure);
                    break;
                case OperationCanceledException or ObjectDisposedException:
                    // This process ends.
                    _lines.Return(attempt.Line);
                    break;
                default:
                    // A mistake of ours, in this one update: the others go on.
                    Log.CannotPublish(logger, attempt.Failure);
                    Finish(attempt.Line, UpdateStatus.Failed, $"It could not be published: {attempt.Failure.Message}");
                    break;
            }
        }
    }

    private void Refuse(ArtistLine line, PublishFailedException failure)
    {
        var error = Describe(failure);
        if (++line.Refusals >= MaxRefusals)
        {
            Log.GaveUp(logger, line.Artist, MaxRefusals, error);
            Finish(line, UpdateStatus.Failed, error);
            return;
        }

        MarkAttempt(line, error);
        _lines.Rest(line, isSuspect: failure.IsRefusal, Backoff.After(line.Refusals));
    }

    private void MeetOutage(Attempt attempt, PublishFailedException failure)
    {
        // Those that were under way when it began fail together, and count once.
        if (attempt.IsProbe || !IsAway)
        {
            _failures++;
            _notBefore = Environment.TickCount64 + (long)Backoff.After(_failures).TotalMilliseconds;
        }

        MarkAttempt(attempt.Line, Describe(failure));
        if (failure.IsRefusal)
        {
            _lines.Suspect(attempt.Line);
        }
        else
        {
            // The next attempt is another artist's: it may be this one's queue alone that does not answer.
            _lines.Return(attempt.Line);
        }
    }

    private void Finish(ArtistLine line, UpdateStatus status, string? error)
    {
        marks.Add(new OutboxMark(line.Head, status, clock.GetUtcNow(), line.Attempts, error));
        _lines.Advance(line);
    }

    private void MarkAttempt(ArtistLine line, string error)
    {
        marks.Add(new OutboxMark(line.Head, UpdateStatus.Accepted, FinishedAt: null, line.Attempts, error));
        line.Attempts = 0;
    }

    private static string Describe(PublishFailedException failure) => $"{failure.ErrorType}: {failure.Message}";

    private sealed record Attempt(ArtistLine Line, UpdateStatus Status, Exception? Failure, bool IsProbe);
}
