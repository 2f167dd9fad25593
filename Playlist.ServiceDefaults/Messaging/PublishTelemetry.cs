using System.Diagnostics;
using System.Diagnostics.Metrics;
using RabbitMQ.Client;

namespace Microsoft.Extensions.Hosting;

/// <summary>The span and the metrics of publishing to one exchange, by the OpenTelemetry messaging conventions, v1.44.</summary>
/// <remarks>The destination is the exchange alone: with the routing key, as v1.44 has it, there would be one for each key.</remarks>
public sealed class PublishTelemetry : IDisposable
{
    private const string Operation = "publish";

    private readonly string _exchange;
    private readonly string _routingKeyTemplate;
    private readonly ActivitySource _source;
    private readonly Meter _meter;
    private readonly Counter<long> _sent;
    private readonly Histogram<double> _duration;

    /// <param name="name">The service's: of its activity source and its meter.</param>
    /// <param name="routingKeyTemplate">Such as <c>artist.{artist}</c>.</param>
    public PublishTelemetry(string name, string exchange, string routingKeyTemplate)
    {
        (_exchange, _routingKeyTemplate) = (exchange, routingKeyTemplate);
        _source = new ActivitySource(name);
        _meter = new Meter(name);
        _sent = _meter.CreateCounter<long>("messaging.client.sent.messages", "{message}", "Messages that were handed to the broker, or should have been.");
        _duration = _meter.CreateHistogram(
            "messaging.client.operation.duration",
            "s",
            "How long the broker took to confirm.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] });
    }

    /// <summary>Publishes within a span and measures it; both last until the broker has confirmed.</summary>
    /// <param name="parent">What it is done for, also when that has ended long ago, in another process; none is <see cref="Activity.Current"/>.</param>
    /// <param name="publish">Gets the span, when there is one: see <see cref="Inject"/>.</param>
    /// <param name="errorType">The <c>error.type</c> of what <paramref name="publish"/> throws.</param>
    public async Task<T> PublishAsync<T>(string messageId, string routingKey, Uri broker, ActivityContext parent, Func<Activity?, Task<T>> publish, Func<Exception, string?> errorType)
    {
        var tags = new TagList
        {
            { "messaging.system", "rabbitmq" },
            { "messaging.destination.name", _exchange },
            { "messaging.destination.template", _routingKeyTemplate },
            { "messaging.operation.name", Operation },
            { "messaging.operation.type", "send" },
            { "server.address", broker.Host },
            { "server.port", broker.Port },
        };

        using var activity = _source.StartActivity($"{Operation} {_exchange}", ActivityKind.Producer, parent, tags);
        activity?.SetTag("messaging.message.id", messageId);
        activity?.SetTag("messaging.rabbitmq.destination.routing_key", routingKey);
        var start = Stopwatch.GetTimestamp();
        try
        {
            return await publish(activity);
        }
        catch (Exception exception)
        {
            var error = errorType(exception) ?? exception.GetType().FullName;
            tags.Add("error.type", error);
            activity?.SetTag("error.type", error);
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            throw;
        }
        finally
        {
            _sent.Add(1, tags);
            _duration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, tags);
        }
    }

    /// <summary>Puts the span into a message's headers; without a span, the trace that it would have belonged to, which goes on unrecorded.</summary>
    public static void Inject(Activity? activity, string? traceParent, string? traceState, BasicProperties properties)
    {
        properties.Headers ??= new Dictionary<string, object?>();
        DistributedContextPropagator.Current.Inject(activity, properties.Headers, static (headers, name, value) => ((IDictionary<string, object?>)headers!)[name] = value);
        if (activity is null && traceParent is not null)
        {
            properties.Headers["traceparent"] = traceParent;
            if (!string.IsNullOrEmpty(traceState))
            {
                properties.Headers["tracestate"] = traceState;
            }
        }
    }

    public void Dispose()
    {
        _source.Dispose();
        _meter.Dispose();
    }
}
