using Playlist.Protocol.Songs;

namespace Playlist.Protocol.Library;

/// <summary><c>{"id":6,"ok":true,"songs":7,"artists":3,"albums":1,"skipped":0,"scan":{"running":false,…}}</c></summary>
public sealed record LibraryReply : SongReply
{
    public int? Songs { get; init; }

    public int? Artists { get; init; }

    public int? Albums { get; init; }

    /// <summary>How many files cannot be read: <c>library.skipped</c> lists them.</summary>
    public int? Skipped { get; init; }

    public ScanStatus? Scan { get; init; }

    /// <summary>Why nothing can be stored, and what to do; absent while it can.</summary>
    public string? Problem { get; init; }
}

/// <param name="Files">How many files this scan, or the last one, has looked at.</param>
/// <param name="Total">How many it will look at, as soon as that is known.</param>
/// <param name="Finished">When the last whole scan ended.</param>
public sealed record ScanStatus(bool Running, int Files, int? Total, DateTimeOffset? Finished);

/// <summary><c>{"path":"Lover/broken.mp3","reason":"no audio in it"}</c></summary>
public sealed record SkippedFile(string Path, string Reason);

/// <summary><c>{"id":6,"ok":true,"total":1,"offset":0,"files":[…]}</c></summary>
public sealed record SkippedFilesReply : ListReply
{
    public IReadOnlyList<SkippedFile>? Files { get; init; }
}
