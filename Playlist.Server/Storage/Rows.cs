namespace Playlist.Server.Storage;

/// <summary>A song that the library has or once had. Never deleted: a playlist may name it, and its file may come back.</summary>
internal sealed class SongRow
{
    /// <summary>16 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>What the id was derived from, the same for duplicates: a hash of tags and content.</summary>
    public required string Key { get; init; }

    public required string Title { get; set; }

    public required string Artist { get; set; }

    public string? AlbumArtist { get; set; }

    public string? Album { get; set; }

    public int? Track { get; set; }

    public int? Disc { get; set; }

    public int? Year { get; set; }

    public string? Genre { get; set; }

    /// <summary>In seconds.</summary>
    public double? Duration { get; set; }

    public bool HasCover { get; set; }

    public DateTimeOffset Added { get; init; }

    public long Plays { get; set; }

    /// <summary>The song with the same key that was there first.</summary>
    public string? DuplicateOf { get; set; }
}

/// <summary>A file of the library as the last scan has seen it.</summary>
internal sealed class FileRow
{
    /// <summary>Within the library, with <c>/</c> between the folders.</summary>
    public required string Path { get; init; }

    public long Bytes { get; set; }

    public DateTimeOffset Modified { get; set; }

    /// <summary>The song in it; <see langword="null"/> when it cannot be read.</summary>
    public string? SongId { get; set; }

    /// <summary>Why it cannot be read.</summary>
    public string? Problem { get; set; }
}

/// <summary>One row: tells the processes that share the database when to look again.</summary>
internal sealed class LibraryRow
{
    public const int TheOne = 1;

    public int Id { get; init; } = TheOne;

    /// <summary>One more with each change of files or songs.</summary>
    public long Revision { get; set; }

    /// <summary>One more with each scan that a process asked for which does not scan itself.</summary>
    public long ScansWanted { get; set; }

    /// <summary>Of the last of them: an empty folder is empty.</summary>
    public bool BelievedEmpty { get; set; }

    /// <summary>One more with each end of a scan that such a process asked for.</summary>
    public long ScansCancelled { get; set; }

    /// <summary>The folder that was last scanned as a whole: what comes into it is new.</summary>
    public string? ScannedFolder { get; set; }
}

/// <summary>A new song that is yet to be announced.</summary>
internal sealed class SongEventRow
{
    /// <summary>The order in which they are announced.</summary>
    public long Number { get; init; }

    public Guid Id { get; init; }

    /// <summary>The message's.</summary>
    public required byte[] Body { get; init; }

    /// <summary>Of the scan that has found the song.</summary>
    public string? TraceParent { get; init; }
}

internal sealed class PlaylistRow
{
    /// <summary>A UUID, version 7, without dashes.</summary>
    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>The name as it is compared; unique.</summary>
    public required string FoldedName { get; set; }

    public long Version { get; set; }

    public DateTimeOffset Changed { get; set; }

    /// <summary>The client's name for the write that led to <see cref="Version"/>.</summary>
    public string? LastChange { get; set; }
}

internal sealed class PlaylistSongRow
{
    public long Id { get; init; }

    public required string PlaylistId { get; init; }

    /// <summary>From 0 on, without gaps.</summary>
    public int Position { get; set; }

    public required string SongId { get; init; }
}
