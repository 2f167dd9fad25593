using System.Diagnostics;
using Playlist.Notifier.Messaging;
using Playlist.Protocol.Library;

namespace Playlist.Notifier.NewMusic;

/// <summary>The spans from a song's event to the update about it.</summary>
internal static class NewMusicTelemetry
{
    public const string ProcessName = $"process {LibraryTopology.Exchange}";
    public const string AnnounceName = "announce";

    // As many as OpenTelemetry keeps by default, and some room.
    private const int MaxLinks = 100;

    private static readonly ActivitySource Source = new("Playlist.Notifier");

    /// <summary>Of one message: its producer's context is parent and link, by the OpenTelemetry messaging conventions.</summary>
    public static Activity? StartProcess(Delivery delivery, Uri broker)
    {
        var producer = ContextOf(delivery.Properties.Text("traceparent"));
        var tags = new TagList
        {
            { "messaging.system", "rabbitmq" },
            { "messaging.destination.name", LibraryTopology.Exchange },
            { "messaging.operation.name", "process" },
            { "messaging.operation.type", "process" },
            { "messaging.message.id", delivery.Properties.MessageId },
            { "messaging.rabbitmq.destination.routing_key", delivery.RoutingKey },
            { "server.address", broker.Host },
            { "server.port", broker.Port },
        };
        Activity.Current = null;
        var activity = Source.StartActivity(ActivityKind.Consumer, producer, tags, LinksTo([producer]), name: ProcessName);
        // Those of a batch are beside each other.
        Activity.Current = null;
        return activity;
    }

    /// <summary>Of an update: in the trace of its first song, linked to the others'.</summary>
    public static Activity? StartAnnounce(string artist, IReadOnlyCollection<string?> traceParents)
    {
        var contexts = traceParents.Select(ContextOf).ToList();
        var tags = new TagList { { "playlist.artist", artist }, { "playlist.songs", traceParents.Count } };
        Activity.Current = null;
        return Source.StartActivity(ActivityKind.Internal, contexts[0], tags, LinksTo(contexts.Skip(1)), name: AnnounceName);
    }

    private static ActivityContext ContextOf(string? traceParent) => ActivityContext.TryParse(traceParent, traceState: null, isRemote: true, out var context) ? context : default;

    private static IEnumerable<ActivityLink> LinksTo(IEnumerable<ActivityContext> contexts) =>
        contexts.Where(context => context != default).Distinct().Take(MaxLinks).Select(context => new ActivityLink(context));
}
