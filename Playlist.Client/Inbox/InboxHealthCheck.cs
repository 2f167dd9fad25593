using Microsoft.Extensions.Diagnostics.HealthChecks;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Client.Inbox;

/// <summary>Unhealthy while nothing can be stored: updates are then neither shown nor acknowledged.</summary>
internal sealed class InboxHealthCheck(Database<InboxContext> database, IInbox inbox) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (database.Problem is not null)
        {
            try
            {
                // A write that changes nothing: it may work again, and no update may be about to come.
                await inbox.MarkReadAsync([], cancellationToken);
            }
            catch (StorageException)
            {
                // Problem tells.
            }
        }

        return database.Problem is { } problem ? HealthCheckResult.Unhealthy(problem) : HealthCheckResult.Healthy();
    }
}
