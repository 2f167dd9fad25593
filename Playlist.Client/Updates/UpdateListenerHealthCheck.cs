using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Playlist.Client.Updates;

/// <summary>Healthy while updates come through: a consumer is there, and the broker says so.</summary>
internal sealed class UpdateListenerHealthCheck(ListenerStatus status) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(status.IsListening ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(status.Problem ?? "Still connecting to the broker."));
}
