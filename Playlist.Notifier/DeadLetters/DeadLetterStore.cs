using Microsoft.EntityFrameworkCore;
using Playlist.Notifier.Messaging;
using Playlist.Notifier.Outbox;
using Playlist.Protocol.Updates;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Notifier.DeadLetters;

/// <summary>The dead letters that have come, the newest <see cref="MaxRows"/>.</summary>
internal sealed class DeadLetterStore(Database<OutboxContext> database, TimeProvider clock)
{
    public const int MaxRows = 10_000;

    /// <summary>A larger one is none of ours, and is dropped.</summary>
    public const int MaxBodyBytes = 64 * 1024;

    private const int MaxReasonLength = 2000;

    /// <summary>Of a message as it comes. The broker sees to it that a client writes no other routing key than its own queue's name.</summary>
    public DeadLetterRow Read(Delivery delivery)
    {
        var now = clock.GetUtcNow();
        var properties = delivery.Properties;
        var update = TryRead(delivery.Body);
        var reason = properties.Text(UpdateTopology.DeadLetterReasonHeader) ?? "no reason was given";
        return new DeadLetterRow
        {
            Id = properties.MessageId ?? update?.Id.ToString() ?? Guid.CreateVersion7(now).ToString(),
            Queue = delivery.RoutingKey,
            Artist = update?.Artist,
            Message = update?.Message,
            Reason = reason.Length > MaxReasonLength ? reason[..MaxReasonLength] : reason,
            Time = now,
            Body = delivery.Body.Length <= MaxBodyBytes ? delivery.Body : [],
            ContentType = properties.ContentType,
            Type = properties.Type,
            TraceParent = properties.Text("traceparent"),
            TraceState = properties.Text("tracestate"),
        };
    }

    /// <summary>Durable when it returns. One that is there already gives way: it may have come back while <see cref="DeadLetterSender"/> is about to delete that.</summary>
    /// <exception cref="StorageException">None was added.</exception>
    public Task<int> AddAsync(IReadOnlyList<DeadLetterRow> rows, CancellationToken cancellationToken) => database.WriteAsync(
        async context =>
        {
            var dropped = 0;
            foreach (var row in rows)
            {
                if (row.Body.Length == 0)
                {
                    dropped++;
                    continue;
                }

                await context.DeadLetters.Where(known => known.Id == row.Id && known.Queue == row.Queue).ExecuteDeleteAsync(cancellationToken);
                context.DeadLetters.Add(row);
                await context.SaveChangesAsync(cancellationToken);
                // Each save looks through all that is tracked.
                context.Entry(row).State = EntityState.Detached;
            }

            var excess = await context.DeadLetters.CountAsync(cancellationToken) - MaxRows;
            if (excess > 0)
            {
                var oldest = context.DeadLetters.OrderBy(row => row.Sequence).Take(excess).Select(row => row.Sequence);
                dropped += await context.DeadLetters.Where(row => oldest.Contains(row.Sequence)).ExecuteDeleteAsync(cancellationToken);
            }

            if (dropped > 0)
            {
                var total = await context.DeadLetterTotals.FindAsync([DeadLetterTotalRow.TheId], cancellationToken) ?? context.DeadLetterTotals.Add(new DeadLetterTotalRow()).Entity;
                total.Dropped += dropped;
                await context.SaveChangesAsync(cancellationToken);
            }

            return dropped;
        },
        cancellationToken);

    /// <returns>Newest first, without their bodies, and how many have been dropped.</returns>
    public Task<DeadLettersResponse> ListAsync(CancellationToken cancellationToken) => database.ReadAsync(
        async context => new DeadLettersResponse(
            await context.DeadLetters
                .OrderByDescending(row => row.Sequence)
                .Select(row => new DeadLetterResponse(row.Id, row.Queue, row.Artist, row.Message, row.Reason, row.Time))
                .ToListAsync(cancellationToken),
            await context.DeadLetterTotals.Select(row => row.Dropped).SingleOrDefaultAsync(cancellationToken)),
        cancellationToken);

    /// <returns>Its sequence, or 0.</returns>
    public Task<long> FindNewestAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(async context => await context.DeadLetters.MaxAsync(row => (long?)row.Sequence, cancellationToken) ?? 0, cancellationToken);

    /// <param name="id">Only those of this update; <see langword="null"/> is all.</param>
    /// <param name="after">Only those that came after it.</param>
    /// <param name="last">And up to this one.</param>
    /// <returns>Oldest first.</returns>
    public Task<List<DeadLetterRow>> ReadAsync(string? id, long after, long last, int count, CancellationToken cancellationToken) => database.ReadAsync(
        context => context.DeadLetters.AsNoTracking()
            .Where(row => row.Sequence > after && row.Sequence <= last && (id == null || row.Id == id))
            .OrderBy(row => row.Sequence)
            .Take(count)
            .ToListAsync(cancellationToken),
        cancellationToken);

    public Task<int> DeleteAsync(IReadOnlyList<long> sequences, CancellationToken cancellationToken) => database.WriteAsync(
        context => context.DeadLetters.Where(row => sequences.Contains(row.Sequence)).ExecuteDeleteAsync(cancellationToken),
        cancellationToken);

    private static ArtistUpdate? TryRead(ReadOnlySpan<byte> body)
    {
        try
        {
            return body.Length <= MaxBodyBytes ? ArtistUpdate.FromBody(body) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
