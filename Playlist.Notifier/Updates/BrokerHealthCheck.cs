using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Playlist.Notifier.Updates;

/// <summary>Healthy when the broker has just answered. While it does not, updates are accepted all the same.</summary>
internal sealed class BrokerHealthCheck(ArtistUpdatePublisher publisher) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await publisher.PingAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (PublishFailedException exception)
        {
            return HealthCheckResult.Degraded(exception.Message, exception);
        }
    }
}
