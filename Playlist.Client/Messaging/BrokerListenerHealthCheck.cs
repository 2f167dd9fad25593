using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Playlist.Client.Messaging;

/// <summary>Healthy while messages come through: the consumers are there, and hear what this client sends to itself.</summary>
internal sealed class BrokerListenerHealthCheck(ListenerStatus status) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(status.IsListening ? HealthCheckResult.Healthy(status.Rebuilds) : HealthCheckResult.Unhealthy(status.Problem ?? "Still connecting to the broker."));
}
