using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RabbitMQ.Client;

namespace Aspire.Hosting.RabbitMQ;

/// <summary>The broker is healthy when a client can connect with the credentials that the application hands out.</summary>
internal sealed class RabbitMQHealthCheck(RabbitMQServerResource server) : IHealthCheck
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var uri = await server.UriExpression.GetValueAsync(cancellationToken);
            var factory = new ConnectionFactory
            {
                Uri = new Uri(uri!),
                ClientProvidedName = "health check",
                AutomaticRecoveryEnabled = false,
                RequestedConnectionTimeout = Timeout,
                HandshakeContinuationTimeout = Timeout,
            };

            await using var connection = await factory.CreateConnectionAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, (exception.InnerException ?? exception).Message, exception);
        }
    }
}
