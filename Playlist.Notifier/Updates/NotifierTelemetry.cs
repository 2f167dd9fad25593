using System.Diagnostics;
using System.Diagnostics.Metrics;
using Playlist.Protocol.Updates;

namespace Playlist.Notifier.Updates;

/// <summary>The names of the notifier's spans and metrics, by the OpenTelemetry messaging conventions, v1.44.</summary>
/// <remarks>The destination is the exchange alone: with the routing key, as v1.44 has it, there would be one for each artist.</remarks>
internal static class NotifierTelemetry
{
    private const string Name = "Playlist.Notifier";
    private const string Operation = "publish";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Sent = Meter.CreateCounter<long>("messaging.client.sent.messages", "{message}", "Updates that were handed to the broker, or should have been.");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "messaging.client.operation.duration",
        "s",
        "How long the broker took to confirm.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] });

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
            activity?.SetTag("playlist.outcome", outcome.ToText());
            return outcome;
        }
        catch (Exception exception)
        {
            var error = (exception as BrokerUnavailableException)?.ErrorType ?? exception.GetType().FullName;
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
