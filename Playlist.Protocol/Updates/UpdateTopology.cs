namespace Playlist.Protocol.Updates;

/// <summary>The names that notifier and clients meet under (docs/messaging.md, section 2).</summary>
public static class UpdateTopology
{
    /// <summary>The durable topic exchange that every update is published to.</summary>
    public const string Exchange = "playlist.artist-updates";

    /// <summary>The original's exchange (topic, not durable), bound to ours with <see cref="EveryArtist"/>, so that its clients hear what ours hear.</summary>
    public const string OriginalExchange = "artist_update";

    /// <summary>The binding key of all artists.</summary>
    public const string EveryArtist = RoutingKey.Prefix + "#";

    /// <summary>The shape of every routing key, for telemetry.</summary>
    public const string RoutingKeyTemplate = RoutingKey.Prefix + "{artist}";

    public const string ContentType = "application/json";

    /// <summary>The topic exchange for what a client could not handle, and the queue behind it. The routing key is the queue that it came from.</summary>
    public const string DeadLetters = "playlist.dead-letters";

    /// <summary>The binding key of all dead letters.</summary>
    public const string EveryDeadLetter = "#";

    /// <summary>Header of a dead letter: why it could not be handled.</summary>
    public const string DeadLetterReasonHeader = "playlist-reason";

    /// <summary>The topic exchange by which a client sends itself a probe: see <see cref="ProbeKeyOf"/>.</summary>
    public const string Probes = "playlist.probes";

    /// <summary>The message type of a probe.</summary>
    public const string ProbeType = "probe";

    /// <summary>The arguments of the queue of dead letters.</summary>
    public static IReadOnlyDictionary<string, object?> DeadLetterArguments { get; } = new Dictionary<string, object?> { ["x-max-length"] = 10_000, ["x-overflow"] = "drop-head" };

    /// <summary>The routing and binding key of the probes to a queue: its name, with nothing in it that a binding key takes for "any word".</summary>
    public static string ProbeKeyOf(string queue) =>
        queue.Replace("%", "%25", StringComparison.Ordinal).Replace("*", "%2A", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal);

    /// <summary>The durable queue of a named client.</summary>
    public static string QueueOf(string client) => $"client.{client}";
}
