using System.Diagnostics;
using System.Diagnostics.Metrics;
using Playlist.Protocol.Updates;

namespace Playlist.Notifier.Updates;

/// <summary>The names of the notifier's spans and metrics, by the OpenTelemetry messaging conventions, v1.44.</summary>
internal static class NotifierTelemetry
{
    private const string Name = "Playlist.Notifier";
    private const string Operation = "publish";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Sent = Meter.CreateCounter<long>("messaging.client.sent.messages", "{message}", "Updates that were handed to the broker.");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("messaging.client.operation.duration", "s", "How long the broker took to confirm.");

    /// <summary>Publishes within a span and measures it; both last until the broker has confirmed.</summary>
    public static async Task<PublishOutcome> PublishAsync(ArtistUpdate update, string routingKey, Uri broker, Func<Activity?, Task<PublishOutcome>> publish)
    {
        var tags = new TagList
        {
            { "messaging.system", "rabbitmq" },
            { "messaging.destination.name", UpdateTopology.Exchange },
            { "messaging.destination.template", UpdateTopology.RoutingKeyTemplate },
            { "messaging.operation.name", Operation },
            { "messaging.operation.type", "send" },
            { "server.address", broker.Host },
            { "server.port", broker.Port },
        };

        using var activity = Source.StartActivity($"{Operation} {UpdateTopology.Exchange}", ActivityKind.Producer, parentContext: default, tags);
        activity?.SetTag("messaging.message.id", update.Id.ToString());
        activity?.SetTag("messaging.rabbitmq.destination.routing_key", routingKey);
        var start = Stopwatch.GetTimestamp();
        try
        {
            var outcome = await publish(activity);
            activity?.SetTag("playlist.outcome", outcome == PublishOutcome.Delivered ? "delivered" : "no_followers");
            return outcome;
        }
        catch (Exception exception)
        {
            var error = (exception.InnerException ?? exception).GetType().FullName;
            tags.Add("error.type", error);
            activity?.SetTag("error.type", error);
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            throw;
        }
        finally
        {
            Sent.Add(1, tags);
            Duration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, tags);
        }
    }
}
