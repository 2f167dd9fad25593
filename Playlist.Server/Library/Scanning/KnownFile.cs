namespace Playlist.Server.Library.Scanning;

/// <summary>A file as it was when it was read last.</summary>
internal sealed class KnownFile(string path)
{
    /// <summary>A time that no file has: it is read again by the next scan.</summary>
    public static readonly DateTimeOffset ToBeReadAgain = DateTimeOffset.MinValue;

    public string Path => path;

    public long Bytes { get; set; }

    public DateTimeOffset Modified { get; set; }

    /// <summary><see langword="null"/> when it cannot be read.</summary>
    public KnownSong? Song { get; set; }

    /// <summary>The song that was in it until it could not be read: a program may be writing its tags.</summary>
    public KnownSong? Before { get; set; }

    /// <summary>Why it cannot be read.</summary>
    public string? Problem { get; set; }

    /// <summary>It is in the database.</summary>
    public bool Stored { get; set; }

    public bool IsAsListed(ListedFile listed) => Bytes == listed.Bytes && Modified == listed.Modified;
}
