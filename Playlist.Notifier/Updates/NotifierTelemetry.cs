using System.Diagnostics;
using Playlist.Protocol.Updates;

namespace Playlist.Notifier.Updates;

/// <summary>The notifier's span and metrics: those of publishing, and with them the outcome.</summary>
internal static class NotifierTelemetry
{
    private static readonly PublishTelemetry Publishing = new("Playlist.Notifier", UpdateTopology.Exchange, UpdateTopology.RoutingKeyTemplate);

    /// <inheritdoc cref="PublishTelemetry.PublishAsync"/>
    public static Task<PublishOutcome> PublishAsync(ArtistUpdate update, string routingKey, Uri broker, Func<Activity?, Task<PublishOutcome>> publish) =>
        Publishing.PublishAsync(
            update.Id.ToString(),
            routingKey,
            broker,
            parent: null,
            async activity =>
            {
                var outcome = await publish(activity);
                activity?.SetTag("playlist.outcome", outcome.ToText());
                return outcome;
            },
            exception => (exception as BrokerUnavailableException)?.ErrorType);
}
