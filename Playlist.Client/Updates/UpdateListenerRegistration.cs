using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace Playlist.Client.Updates;

internal static class UpdateListenerRegistration
{
    /// <summary>The connection string's name, and the AppHost's resource.</summary>
    public const string ConnectionName = "messaging";

    private const string DefaultBroker = "amqp://localhost:5672";

    /// <summary>Adds the update listener, which hands what it hears to <typeparamref name="THandler"/>.</summary>
    public static void AddUpdateListener<THandler>(this IHostApplicationBuilder builder)
        where THandler : class, IUpdateHandler
    {
        if (string.IsNullOrEmpty(builder.Configuration.GetConnectionString(ConnectionName)))
        {
            builder.Configuration[$"ConnectionStrings:{ConnectionName}"] = DefaultBroker;
        }

        // Spans, health and recovery are our own: see ClientTelemetry, UpdateListenerHealthCheck and UpdateListener.
        builder.AddRabbitMQClient(
            ConnectionName,
            settings => settings.DisableTracing = settings.DisableHealthChecks = true,
            factory => factory.AutomaticRecoveryEnabled = factory.TopologyRecoveryEnabled = false);

        var services = builder.Services;
        services.AddOptions<UpdateListenerOptions>()
            .BindConfiguration(UpdateListenerOptions.SectionName)
            .Validate<IConfiguration>(
                (_, configuration) => IsBroker(configuration.GetConnectionString(ConnectionName)),
                $"ConnectionStrings:{ConnectionName} must be the address of a RabbitMQ broker, such as {DefaultBroker}.")
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<UpdateListenerOptions>, UpdateListenerOptionsValidator>();

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<FollowedArtists>();
        services.AddSingleton<ListenerStatus>();
        services.AddSingleton<THandler>();
        services.AddSingleton<IUpdateHandler>(provider => provider.GetRequiredService<THandler>());
        services.AddSingleton<UpdateListener>();
        services.AddHostedService(provider => provider.GetRequiredService<UpdateListener>());
        services.AddHealthChecks().AddCheck<UpdateListenerHealthCheck>("updates");
    }

    /// <param name="address">Such as <c>amqp://user:password@host:port</c>.</param>
    public static bool IsBroker(string? address)
    {
        try
        {
            return Uri.TryCreate(address, UriKind.Absolute, out var uri) && new ConnectionFactory { Uri = uri }.HostName.Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
