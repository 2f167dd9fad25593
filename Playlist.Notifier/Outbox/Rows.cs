namespace Playlist.Notifier.Outbox;

/// <summary>An accepted update.</summary>
internal sealed class UpdateRow
{
    /// <summary>The order of acceptance: rows become visible in it.</summary>
    public long Sequence { get; set; }

    /// <inheritdoc cref="Protocol.Updates.ArtistUpdate.Id"/>
    public Guid Id { get; set; }

    /// <summary>Normalized.</summary>
    public required string Artist { get; set; }

    public required string Message { get; set; }

    public DateTimeOffset AcceptedAt { get; set; }

    /// <inheritdoc cref="Protocol.Updates.ArtistUpdate.Number"/>
    public long Number { get; set; }

    public UpdateStatus Status { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public int Attempts { get; set; }

    /// <summary>What the last attempt failed with.</summary>
    public string? Error { get; set; }

    /// <summary>Which trace it belongs to (W3C).</summary>
    public string? TraceParent { get; set; }

    public string? TraceState { get; set; }

    public string? IdempotencyKey { get; set; }
}

/// <summary>How many updates an artist has had.</summary>
internal sealed class ArtistRow
{
    public required string Artist { get; set; }

    public long LastNumber { get; set; }
}

/// <summary>The one row that tells this outbox from others.</summary>
internal sealed class SeriesRow
{
    public const int TheId = 1;

    public int Id { get; set; } = TheId;

    /// <inheritdoc cref="Protocol.Updates.ArtistUpdate.Series"/>
    public Guid Series { get; set; }

    public long LastSequence { get; set; }
}
