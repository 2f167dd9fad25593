using System.Diagnostics;
using Playlist.Notifier.Outbox;
using Playlist.Protocol.Updates;

namespace Playlist.Notifier.Updates;

/// <summary>The notifier's span and metrics: those of publishing, and with them the outcome.</summary>
internal static class NotifierTelemetry
{
    private static readonly PublishTelemetry Publishing = new("Playlist.Notifier", UpdateTopology.Exchange, UpdateTopology.RoutingKeyTemplate);

    /// <summary>Publishes within a span and measures it; both last until the broker has confirmed.</summary>
    public static Task<UpdateStatus> PublishAsync(ArtistUpdate update, string routingKey, Uri broker, ActivityContext parent, Func<Activity?, Task<UpdateStatus>> publish) =>
        Publishing.PublishAsync(
            update.Id.ToString(),
            routingKey,
            broker,
            parent,
            async activity =>
            {
                var outcome = await publish(activity);
                activity?.SetTag("playlist.outcome", outcome.ToText());
                return outcome;
            },
            exception => (exception as PublishFailedException)?.ErrorType);
}
