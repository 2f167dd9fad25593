using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Playlist.Protocol.Songs;

namespace Playlist.Server.Storage;

/// <summary>Degraded while nothing can be stored: songs are served all the same.</summary>
internal sealed class DatabaseHealthCheck(Database database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (database.Problem is not null)
        {
            try
            {
                // A write that changes nothing: it may work again, and nobody else may be about to write.
                await database.WriteAsync(library => library.Library.ExecuteUpdateAsync(row => row.SetProperty(one => one.Revision, one => one.Revision), cancellationToken), cancellationToken);
            }
            catch (SongProtocolException)
            {
                // Problem tells.
            }
        }

        return database.Problem is { } problem ? HealthCheckResult.Degraded(problem) : HealthCheckResult.Healthy();
    }
}
