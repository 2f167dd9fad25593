using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Playlist.Protocol.Updates;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Notifier.Outbox;

/// <summary>Takes updates into the outbox: those who come at the same time share a transaction, and with it the disk's time.</summary>
internal sealed class UpdateOutbox(Database<OutboxContext> database, WakeSignal signal, IOptions<OutboxOptions> options, TimeProvider clock) : BackgroundService
{
    private const int MaxBatch = 256;

    private static readonly TimeSpan FullFor = TimeSpan.FromSeconds(30);

    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });
    private volatile Refusal? _full;

    /// <summary>Why updates were refused for want of room within the last 30 s, and none accepted since.</summary>
    /// <remarks>On a full disk small writes may still fit, where an update does not.</remarks>
    public string? Full => _full is { } full && clock.GetElapsedTime(full.Since) < FullFor ? full.Problem : null;

    /// <summary>Returns when the update is durable, or refused. The limit is exact, for all who share the database.</summary>
    /// <returns>With <see cref="Acceptance.Accepted"/>, the update's id.</returns>
    /// <exception cref="StorageException">It is not stored.</exception>
    public async Task<(Acceptance Acceptance, Guid Id)> AcceptAsync(NewUpdate update, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(update);
        await _waiting.Writer.WriteAsync(waiting, cancellationToken);
        return await waiting.Answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Adds an update within a transaction of the caller's, past the limit: see <see cref="CountRoomAsync"/>. After the commit, call <see cref="Publish"/>.</summary>
    /// <param name="context">In <see cref="Database{TContext}.WriteAsync"/>; saved by the caller.</param>
    public async Task<UpdateRow> AddAsync(OutboxContext context, NewUpdate update, CancellationToken cancellationToken)
    {
        var series = await context.Series.FindAsync([SeriesRow.TheId], cancellationToken)
            ?? context.Series.Add(new SeriesRow { Series = Guid.CreateVersion7(clock.GetUtcNow()) }).Entity;
        var artist = await context.Artists.FindAsync([update.Artist], cancellationToken)
            ?? context.Artists.Add(new ArtistRow { Artist = update.Artist }).Entity;
        var created = ArtistUpdate.Create(update.Artist, update.Message, clock);
        return context.Updates.Add(new UpdateRow
        {
            Sequence = ++series.LastSequence,
            Id = created.Id,
            Artist = created.Artist,
            Message = created.Message,
            AcceptedAt = created.TimestampUtc,
            Number = ++artist.LastNumber,
            TraceParent = update.TraceParent,
            TraceState = update.TraceState,
            IdempotencyKey = update.IdempotencyKey,
        }).Entity;
    }

    /// <summary>How many more updates the outbox takes; within a transaction it stays true.</summary>
    public async Task<int> CountRoomAsync(OutboxContext context, CancellationToken cancellationToken) =>
        options.Value.MaxPending - await context.Updates.CountAsync(row => row.Status == UpdateStatus.Accepted, cancellationToken);

    /// <summary>Tells the one who publishes that something was added.</summary>
    public void Publish() => signal.Set();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Waiting>();
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var waiting))
                {
                    batch.Add(waiting);
                }

                await StoreAsync(batch);
                batch.Clear();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // This process ends; those who still ask are told so.
        }
        finally
        {
            _waiting.Writer.Complete();
            while (_waiting.Reader.TryRead(out var late))
            {
                late.Answer.SetCanceled(stoppingToken);
            }
        }
    }

    private async Task StoreAsync(List<Waiting> batch)
    {
        (Acceptance, Guid)[] answers;
        try
        {
            answers = await database.WriteAsync(context => AddAsync(context, batch), CancellationToken.None);
        }
        catch (Exception exception)
        {
            _full = exception is StorageException { IsFull: true } ? new Refusal(exception.Message, clock.GetTimestamp()) : _full;
            // Each of those who wait has it now, and answers for it.
            batch.ForEach(waiting => waiting.Answer.SetException(exception));
            return;
        }

        _full = null;
        Publish();
        for (var i = 0; i < batch.Count; i++)
        {
            batch[i].Answer.SetResult(answers[i]);
        }
    }

    private async Task<(Acceptance, Guid)[]> AddAsync(OutboxContext context, List<Waiting> batch)
    {
        var keys = batch.Select(waiting => waiting.Update.IdempotencyKey).OfType<string>().Distinct().ToList();
        var known = keys.Count == 0
            ? []
            : await context.Updates.AsNoTracking().Where(row => keys.Contains(row.IdempotencyKey!)).ToDictionaryAsync(row => row.IdempotencyKey!, StringComparer.Ordinal);
        var room = await CountRoomAsync(context, CancellationToken.None);
        var answers = new (Acceptance, Guid)[batch.Count];
        for (var i = 0; i < batch.Count; i++)
        {
            var update = batch[i].Update;
            if (update.IdempotencyKey is { } key && known.TryGetValue(key, out var earlier))
            {
                var isSame = (earlier.Artist, earlier.Message) == (update.Artist, update.Message);
                answers[i] = (isSame ? Acceptance.Accepted : Acceptance.KeyTaken, earlier.Id);
                continue;
            }

            if (room <= 0)
            {
                answers[i] = (Acceptance.Full, default);
                continue;
            }

            room--;
            var row = await AddAsync(context, update, CancellationToken.None);
            answers[i] = (Acceptance.Accepted, row.Id);
            if (row.IdempotencyKey is not null)
            {
                known.Add(row.IdempotencyKey, row);
            }
        }

        await context.SaveChangesAsync(CancellationToken.None);
        return answers;
    }

    private sealed record Refusal(string Problem, long Since);

    private sealed record Waiting(NewUpdate Update)
    {
        public TaskCompletionSource<(Acceptance, Guid)> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
