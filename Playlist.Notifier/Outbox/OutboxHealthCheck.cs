using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Notifier.Outbox;

/// <summary>Tells when updates wait too long or too many of them do, and when none can be stored.</summary>
internal sealed class OutboxHealthCheck(UpdateOutbox outbox, OutboxBacklog backlog, Database<OutboxContext> database, IOptions<OutboxOptions> options) : IHealthCheck
{
    private const double DegradedFrom = 0.8;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        Backlog now;
        try
        {
            now = await backlog.ReadAsync(cancellationToken);
            if (database.Problem is { } problem)
            {
                // A write that changes nothing: it may work again, and nobody else may be about to write. The next check tells: where a little fits, an update may not.
                await database.WriteAsync(context => context.Series.ExecuteUpdateAsync(row => row.SetProperty(one => one.LastSequence, one => one.LastSequence), cancellationToken), cancellationToken);
                return HealthCheckResult.Unhealthy(problem);
            }
        }
        catch (StorageException exception)
        {
            return HealthCheckResult.Unhealthy(exception.Message);
        }

        if (outbox.Full is { } full)
        {
            return HealthCheckResult.Unhealthy(full);
        }

        var limits = options.Value;
        var words = $"{now.Depth} of {limits.MaxPending} updates wait, the oldest since {now.Age.TotalSeconds:0} s: see whether RabbitMQ runs.";
        if (now.Depth >= limits.MaxPending || now.Age > limits.FailedAfter)
        {
            return HealthCheckResult.Unhealthy(words);
        }

        return now.Depth > limits.MaxPending * DegradedFrom || now.Age > limits.DegradedAfter ? HealthCheckResult.Degraded(words) : HealthCheckResult.Healthy();
    }
}
