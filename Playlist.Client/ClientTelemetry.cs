using System.Diagnostics;
using System.Diagnostics.Metrics;
using Playlist.Client.Messaging;
using Playlist.Client.Songs;
using Playlist.Protocol.Songs;

namespace Playlist.Client;

/// <summary>All names under which this service is observed: spans and metrics by the RPC and messaging conventions of OpenTelemetry (v1.44), and its own.</summary>
internal static class ClientTelemetry
{
    /// <summary>Of the activity source and of the meter.</summary>
    public const string Name = "Playlist.Client";

    public const string CallDuration = "rpc.client.call.duration";
    public const string ProcessDuration = "messaging.process.duration";
    public const string ConsumedMessages = "messaging.client.consumed.messages";

    public const string RebuiltListeners = "playlist.listener.rebuilt";

    private const string SystemTag = "rpc.system.name";
    private const string MethodTag = "rpc.method";
    private const string AddressTag = "server.address";
    private const string PortTag = "server.port";
    private const string ErrorTag = "error.type";
    private const string Cancelled = "cancelled";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> Calls = Meter.CreateHistogram(CallDuration, "s", "Duration of calls, to the last byte of their answers.", advice: new InstrumentAdvice<double>
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    });
    private static readonly Histogram<double> Processing = Meter.CreateHistogram(ProcessDuration, "s", "Duration of handling a message.", advice: new InstrumentAdvice<double>
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    });
    private static readonly Counter<long> Consumed = Meter.CreateCounter<long>(ConsumedMessages, "{message}", "Messages that were delivered to this client.");
    private static readonly Counter<long> Rebuilt = Meter.CreateCounter<long>(RebuiltListeners, "{listener}", "Times that this client listened anew, because it heard nothing.");

    /// <param name="method">An operation of the song protocol.</param>
    /// <param name="song">What is asked for, as the caller named it.</param>
    public static Call StartCall(string method, string? song = null)
    {
        var activity = Source.StartActivity(method, ActivityKind.Client);
        activity?.SetTag(SystemTag, "playlist");
        activity?.SetTag(MethodTag, method);
        if (song is not null)
        {
            activity?.SetTag("playlist.song.query", song);
        }

        return new Call(method, activity);
    }

    /// <param name="producer">The context of the message's headers: the parent, and a link as well.</param>
    public static Processed StartProcess(MessageSource source, ActivityContext producer, string? messageId, string routingKey, Uri broker)
    {
        var tags = new TagList
        {
            { "messaging.system", "rabbitmq" },
            { "messaging.destination.name", source.Exchange },
            { "messaging.destination.template", source.RoutingKeyTemplate },
            { "messaging.operation.name", "process" },
            { "messaging.operation.type", "process" },
            { AddressTag, broker.Host },
            { PortTag, broker.Port },
        };
        IEnumerable<ActivityLink>? links = producer == default ? null : [new ActivityLink(producer)];
        var activity = Source.StartActivity(ActivityKind.Consumer, producer, tags, links, name: $"process {source.Exchange}");
        activity?.SetTag("messaging.message.id", messageId);
        activity?.SetTag("messaging.rabbitmq.destination.routing_key", routingKey);
        Consumed.Add(1, tags);
        return new Processed(tags, activity);
    }

    /// <summary>Begins the trace of a song that somebody plays on the page.</summary>
    public static Activity? StartPagePlay(Song song)
    {
        // The tab's connection is a request that lasts for hours: nothing that it brings belongs into its trace.
        Activity.Current = null;
        var activity = Source.StartActivity("page play");
        SetSong(activity, song);
        return activity;
    }

    /// <summary>A request whose trace is not in its headers.</summary>
    /// <param name="route">As it was mapped: <c>/songs/{id}/audio</c>.</param>
    /// <param name="parent">None begins a new trace.</param>
    public static Request StartRequest(HttpContext context, string route, ActivityContext parent)
    {
        var request = context.Request;
        var tags = new TagList
        {
            { "http.request.method", request.Method },
            { "http.route", route },
            { "url.scheme", request.Scheme },
            { "url.path", request.Path.Value },
            { AddressTag, request.Host.Host },
        };
        // ASP.NET's own span, which is not recorded, would become the parent.
        Activity.Current = null;
        return new Request(context, Source.StartActivity(ActivityKind.Server, parent, tags, name: $"{request.Method} {route}"));
    }

    public static void ListenerRebuilt() => Rebuilt.Add(1);

    private static void SetSong(Activity? activity, Song? song)
    {
        activity?.SetTag("playlist.song.id", song?.Id);
        activity?.SetTag("playlist.song.title", song?.Title);
        activity?.SetTag("playlist.song.artist", song?.Artist);
    }

    private static string ErrorOf(Exception exception) => exception switch
    {
        SongProtocolException refusal => refusal.Code,
        SongServerUnavailableException { IsTimeout: true } => "timeout",
        SongServerUnavailableException => "unavailable",
        OperationCanceledException => Cancelled,
        InvalidDataException => "checksum_mismatch",
        _ => exception.GetType().FullName!,
    };

    private static void Fail(Activity? activity, string error, string description)
    {
        activity?.SetTag(ErrorTag, error);
        activity?.SetStatus(ActivityStatusCode.Error, description);
    }

    /// <summary>The span and the duration of one call: disposed after the last byte of its answer.</summary>
    public sealed class Call(string method, Activity? activity) : IDisposable
    {
        private readonly long _started = Stopwatch.GetTimestamp();
        private TagList _tags = new() { { SystemTag, "playlist" }, { MethodTag, method } };
        private bool _ended;

        /// <summary>Goes along with the request (W3C Trace Context).</summary>
        public string? Traceparent => activity?.Id ?? Activity.Current?.Id;

        public string? Tracestate => (activity ?? Activity.Current)?.TraceStateString;

        public void SetServer(string address, int port)
        {
            activity?.SetTag(AddressTag, address);
            activity?.SetTag(PortTag, port);
        }

        public void SetSong(Song? song) => ClientTelemetry.SetSong(activity, song);

        /// <summary>Marks the call as failed: with the protocol's error code, or a word of our own.</summary>
        public void Fail(Exception exception)
        {
            var error = ErrorOf(exception);
            _tags.Add(ErrorTag, error);
            ClientTelemetry.Fail(activity, error, exception.Message);
        }

        public void Dispose()
        {
            if (_ended)
            {
                return;
            }

            _ended = true;
            Calls.Record(Stopwatch.GetElapsedTime(_started).TotalSeconds, _tags);
            // Whoever ends the span need not be whoever started it, and keeps a current span of its own.
            var current = Activity.Current;
            activity?.Dispose();
            Activity.Current = current == activity ? current?.Parent : current;
        }
    }

    /// <summary>The span of one request of ours: disposed after the last byte of its answer.</summary>
    public sealed class Request(HttpContext context, Activity? activity) : IDisposable
    {
        private Exception? _failure;
        private bool _brokeOff;

        /// <summary>Why there is no answer, or half of one.</summary>
        public void Fail(Exception exception)
        {
            _failure = exception;
            _brokeOff = context.Response.HasStarted;
        }

        public void Dispose()
        {
            activity?.SetTag("http.response.status_code", context.Response.StatusCode);
            // By the conventions, a refusal that is the asker's fault is no error of the server's.
            if (_failure is not null && (_brokeOff || context.Response.StatusCode >= StatusCodes.Status500InternalServerError))
            {
                ClientTelemetry.Fail(activity, ErrorOf(_failure), _failure.Message);
            }
            else if (context.RequestAborted.IsCancellationRequested)
            {
                // Whoever seeks or goes on leaves what was asked for. It is told, and nothing has failed.
                activity?.SetTag(ErrorTag, Cancelled);
            }

            activity?.Dispose();
        }
    }

    /// <summary>The span and the duration of handling one message.</summary>
    public sealed class Processed(TagList tags, Activity? activity) : IDisposable
    {
        private readonly long _started = Stopwatch.GetTimestamp();
        private TagList _tags = tags;

        public void Fail(Exception exception)
        {
            var error = exception.GetType().FullName!;
            _tags.Add(ErrorTag, error);
            ClientTelemetry.Fail(activity, error, exception.Message);
        }

        public void Dispose()
        {
            Processing.Record(Stopwatch.GetElapsedTime(_started).TotalSeconds, _tags);
            activity?.Dispose();
        }
    }
}
