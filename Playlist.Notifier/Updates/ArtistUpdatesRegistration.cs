using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace Playlist.Notifier.Updates;

internal static class ArtistUpdatesRegistration
{
    private const string ConnectionName = "messaging";

    public static void AddArtistUpdates(this WebApplicationBuilder builder)
    {
        // Spans, health and recovery are our own: see NotifierTelemetry, BrokerHealthCheck and ArtistUpdatePublisher.
        builder.AddRabbitMQClient(
            ConnectionName,
            settings => settings.DisableTracing = settings.DisableHealthChecks = true,
            factory => factory.AutomaticRecoveryEnabled = factory.TopologyRecoveryEnabled = false);

        builder.Services.AddOptions<NotifierOptions>()
            .BindConfiguration(NotifierOptions.SectionName)
            .Validate<IConfiguration>(
                (_, configuration) => IsBroker(configuration.GetConnectionString(ConnectionName)),
                $"ConnectionStrings:{ConnectionName} must be the address of a RabbitMQ broker, such as amqp://guest:guest@localhost:5672.")
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<NotifierOptions>, NotifierOptionsValidator>();

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ArtistUpdatePublisher>();
        builder.Services.AddHealthChecks().AddCheck<BrokerHealthCheck>("broker");
        builder.Services.AddProblemDetails();
    }

    private static bool IsBroker(string? address)
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
