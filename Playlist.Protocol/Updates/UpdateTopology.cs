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
}
