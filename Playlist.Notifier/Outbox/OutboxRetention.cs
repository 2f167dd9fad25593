using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Notifier.Outbox;

/// <summary>Deletes finished updates when their time is over, a few at a time: those who accept are not kept waiting.</summary>
internal sealed class OutboxRetention(Database<OutboxContext> database, IOptions<OutboxOptions> options, TimeProvider clock)
{
    public const int MaxBatch = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private long _notBefore;

    /// <summary>Deletes one batch, when it is time to look again.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (Environment.TickCount64 >= _notBefore)
        {
            var deleted = await DeleteAsync(cancellationToken);
            _notBefore = deleted == MaxBatch ? 0 : Environment.TickCount64 + (long)Pause.TotalMilliseconds;
        }
    }

    /// <returns>How many were deleted: <see cref="MaxBatch"/> at most.</returns>
    public async Task<int> DeleteAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - options.Value.Retention;
        if (!await database.ReadAsync(context => context.Updates.AnyAsync(row => row.FinishedAt < before, cancellationToken), cancellationToken))
        {
            return 0;
        }

        return await database.WriteAsync(
            context => context.Updates
                .Where(row => context.Updates.Where(old => old.FinishedAt < before).OrderBy(old => old.FinishedAt).Select(old => old.Sequence).Take(MaxBatch).Contains(row.Sequence))
                .ExecuteDeleteAsync(cancellationToken),
            cancellationToken);
    }
}
