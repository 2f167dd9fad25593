using System.Diagnostics;
using Playlist.Protocol.Updates;

namespace Playlist.Client.Inbox;

/// <summary>An update that this client has heard.</summary>
internal sealed class UpdateRow
{
    public required Guid Id { get; init; }

    public required string Artist { get; init; }

    public required string Message { get; init; }

    /// <summary>When the notifier accepted it.</summary>
    public DateTimeOffset Time { get; init; }

    public Guid? Series { get; init; }

    public long? Number { get; init; }

    public DateTimeOffset Received { get; init; }

    public DateTimeOffset? Read { get; set; }

    /// <summary>From 1 on, in the order in which they came.</summary>
    public long Arrival { get; init; }

    /// <summary>Of the trace in which it came: 32 hexadecimal digits.</summary>
    public string? TraceId { get; init; }

    /// <summary>Whether its handler has failed: it gets the update again when that comes again.</summary>
    public bool IsUnhandled { get; set; }

    public static UpdateRow Of(ArtistUpdate update, DateTimeOffset received, long arrival) => new()
    {
        Id = update.Id,
        Artist = update.Artist,
        Message = update.Message,
        Time = update.TimestampUtc,
        Series = update.Series,
        Number = update.Number,
        Received = received,
        Arrival = arrival,
        TraceId = Activity.Current?.TraceId.ToHexString(),
    };
}

/// <summary>An artist who is followed, or was: the row stays, so that configuration does not bring the artist back.</summary>
internal sealed class FollowRow
{
    /// <summary>The order in which this client began to follow them.</summary>
    public long Id { get; init; }

    /// <summary>The normalized name.</summary>
    public required string Artist { get; init; }

    public bool IsFollowed { get; set; }

    /// <summary>Of the newest update that was heard since this client began to follow the artist.</summary>
    public Guid? Series { get; set; }

    /// <inheritdoc cref="Series"/>
    public long? Number { get; set; }

    /// <summary>How many updates were dropped before they came here, as far as that was not told yet.</summary>
    public long Dropped { get; set; }
}
