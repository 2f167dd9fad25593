using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Playlist.Client.Updates;

namespace Playlist.Client.Messaging;

internal static class BrokerListenerRegistration
{
    /// <summary>The connection string's name, and the AppHost's resource.</summary>
    public const string ConnectionName = "messaging";

    private const string DefaultBroker = "amqp://localhost:5672";

    /// <summary>Adds what listens on the broker: once, however many feeds there are.</summary>
    /// <param name="feed">Makes one kind of message known to it.</param>
    public static void AddBrokerFeed(this IHostApplicationBuilder builder, Func<IServiceProvider, IBrokerFeed> feed)
    {
        var services = builder.Services;
        services.AddSingleton(feed);
        if (services.Any(service => service.ServiceType == typeof(ListenerStatus)))
        {
            return;
        }

        if (string.IsNullOrEmpty(builder.Configuration.GetConnectionString(ConnectionName)))
        {
            builder.Configuration[$"ConnectionStrings:{ConnectionName}"] = DefaultBroker;
        }

        // Spans, health and recovery are our own: see ClientTelemetry, BrokerListenerHealthCheck and BrokerListener.
        builder.AddBroker(ConnectionName);

        services.AddOptions<UpdateListenerOptions>()
            .BindConfiguration(UpdateListenerOptions.SectionName)
            .Validate<IConfiguration>(
                (_, configuration) => BrokerExtensions.IsBroker(configuration.GetConnectionString(ConnectionName)),
                BrokerExtensions.NoBroker(ConnectionName))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<UpdateListenerOptions>, UpdateListenerOptionsValidator>();

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ListenerStatus>();
        services.AddHostedService<BrokerListener>();
        services.AddHealthChecks().AddCheck<BrokerListenerHealthCheck>("updates");
    }
}
