using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Playlist.Notifier.Updates;

/// <summary>Healthy when the broker has just answered.</summary>
internal sealed class BrokerHealthCheck(ArtistUpdatePublisher publisher) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await publisher.PingAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (BrokerUnavailableException exception)
        {
            return HealthCheckResult.Unhealthy(exception.Message, exception);
        }
    }
}
