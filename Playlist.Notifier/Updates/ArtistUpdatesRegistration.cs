using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Playlist.Notifier.Updates;

internal static class ArtistUpdatesRegistration
{
    private const string ConnectionName = "messaging";

    public static void AddArtistUpdates(this WebApplicationBuilder builder)
    {
        // Spans, health and recovery are our own: see NotifierTelemetry, BrokerHealthCheck and ArtistUpdatePublisher.
        builder.AddBroker(ConnectionName);

        builder.Services.AddOptions<NotifierOptions>()
            .BindConfiguration(NotifierOptions.SectionName)
            .Validate<IConfiguration>(
                (_, configuration) => BrokerExtensions.IsBroker(configuration.GetConnectionString(ConnectionName)),
                BrokerExtensions.NoBroker(ConnectionName))
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<NotifierOptions>, NotifierOptionsValidator>();

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ArtistUpdatePublisher>();
        builder.Services.AddHealthChecks().AddCheck<BrokerHealthCheck>("broker");
        builder.Services.AddProblemDetails();
    }
}
