namespace Playlist.Notifier.DeadLetters;

/// <summary>A message that a client could not handle, as it was.</summary>
internal sealed class DeadLetterRow
{
    /// <summary>The order of coming.</summary>
    public long Sequence { get; set; }

    /// <summary>The message's message-id: an update's id.</summary>
    public required string Id { get; set; }

    /// <summary>Which it came from, and goes back to.</summary>
    public required string Queue { get; set; }

    /// <summary><see langword="null"/> when the body is no artist update.</summary>
    public string? Artist { get; set; }

    /// <inheritdoc cref="Artist"/>
    public string? Message { get; set; }

    public required string Reason { get; set; }

    /// <summary>When it was stored here.</summary>
    public DateTimeOffset Time { get; set; }

    public required byte[] Body { get; set; }

    public string? ContentType { get; set; }

    public string? Type { get; set; }

    public string? TraceParent { get; set; }

    public string? TraceState { get; set; }
}

/// <summary>The one row that tells how many dead letters had to make room for newer ones.</summary>
internal sealed class DeadLetterTotalRow
{
    public const int TheId = 1;

    public int Id { get; set; } = TheId;

    public long Dropped { get; set; }
}
