namespace Playlist.Notifier.NewMusic;

/// <summary>A new song that has come in. Kept a while after it was told of, as it may come once more.</summary>
internal sealed class NewSongRow
{
    /// <summary>The order in which they came.</summary>
    public long Number { get; init; }

    /// <summary>Of the event.</summary>
    public Guid Id { get; init; }

    public required string Artist { get; init; }

    public required string Title { get; init; }

    public string? Album { get; init; }

    public DateTimeOffset Came { get; init; }

    public string? TraceParent { get; init; }

    /// <summary>The day whose limit it was beyond.</summary>
    public DateOnly? HeldBack { get; set; }

    public DateTimeOffset? ToldAt { get; set; }

    public NewSong ToSong() => new(Id, Artist, Title, Album, Came, HeldBack);
}

/// <summary>An update about new music that was made: how many there are is limited.</summary>
internal sealed class NewMusicUpdateRow
{
    public long Number { get; init; }

    public required string Artist { get; init; }

    /// <summary>When it was about one.</summary>
    public string? Album { get; init; }

    public DateTimeOffset Time { get; init; }
}
