using System.Net.Sockets;
using Aspire.RabbitMQ.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Polly;
using Polly.Retry;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Microsoft.Extensions.Hosting;

public static class AspireRabbitMQExtensions
{
    private const string SectionName = "Aspire:RabbitMQ:Client";
    private const string HealthCheckName = "RabbitMQ.Client";

    /// <summary>Registers <see cref="IConnectionFactory"/> and a singleton <see cref="IConnection"/>, which connects when it is first resolved.</summary>
    public static void AddRabbitMQClient(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<RabbitMQClientSettings>? configureSettings = null,
        Action<ConnectionFactory>? configureConnectionFactory = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);

        var section = builder.Configuration.GetSection(SectionName);
        var namedSection = section.GetSection(connectionName);

        var settings = new RabbitMQClientSettings();
        section.Bind(settings);
        namedSection.Bind(settings);
        settings.ConnectionString = builder.Configuration.GetConnectionString(connectionName) ?? settings.ConnectionString;
        configureSettings?.Invoke(settings);

        builder.Services.AddSingleton<IConnectionFactory>(_ =>
        {
            var factory = new ConnectionFactory();
            section.GetSection("ConnectionFactory").Bind(factory);
            namedSection.GetSection("ConnectionFactory").Bind(factory);
            if (!string.IsNullOrEmpty(settings.ConnectionString))
            {
                factory.Uri = new Uri(settings.ConnectionString);
            }

            configureConnectionFactory?.Invoke(factory);
            return factory;
        });
        builder.Services.AddSingleton(services => Connect(services.GetRequiredService<IConnectionFactory>(), settings.MaxConnectRetryCount));

        if (!settings.DisableAutoActivation)
        {
            builder.Services.ActivateSingleton<IConnection>();
        }

        if (!settings.DisableTracing)
        {
            builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource("RabbitMQ.Client.*"));
        }

        if (!settings.DisableHealthChecks)
        {
            builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(HealthCheckName, CreateHealthCheck, failureStatus: null, tags: null));
        }
    }

    /// <remarks>Blocks: a singleton's factory cannot be awaited, in Aspire as here.</remarks>
    private static IConnection Connect(IConnectionFactory factory, int maxRetries)
    {
        var pipeline = new ResiliencePipelineBuilder();
        if (maxRetries > 0)
        {
            pipeline.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<SocketException>().Handle<BrokerUnreachableException>(),
                BackoffType = DelayBackoffType.Exponential,
                MaxRetryAttempts = maxRetries,
                Delay = TimeSpan.FromSeconds(1),
            });
        }

        return pipeline.Build()
            .ExecuteAsync(async cancellationToken => await factory.CreateConnectionAsync(cancellationToken).ConfigureAwait(false))
            .AsTask().GetAwaiter().GetResult();
    }

    private static IHealthCheck CreateHealthCheck(IServiceProvider services)
    {
        try
        {
            return new OpensChannel(services.GetRequiredService<IConnection>());
        }
        catch (Exception exception)
        {
            return new NoConnection(exception);
        }
    }

    private sealed class OpensChannel(IConnection connection) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                return HealthCheckResult.Healthy();
            }
            catch (Exception exception)
            {
                return new HealthCheckResult(context.Registration.FailureStatus, exception: exception);
            }
        }
    }

    private sealed class NoConnection(Exception exception) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(new HealthCheckResult(context.Registration.FailureStatus, exception: exception));
    }
}
