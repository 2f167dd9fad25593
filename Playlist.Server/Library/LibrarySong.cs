using System.Runtime.CompilerServices;

namespace Playlist.Server.Library;

/// <summary>What a song's tags, or its path, say of it.</summary>
/// <param name="AlbumArtist">Absent when it is the artist.</param>
/// <param name="Duration">In seconds.</param>
/// <param name="HasCover">There is a picture in the file, or beside it.</param>
internal sealed record SongTags(
    string Title,
    string Artist,
    string? AlbumArtist = null,
    string? Album = null,
    int? Track = null,
    int? Disc = null,
    int? Year = null,
    string? Genre = null,
    double? Duration = null,
    bool HasCover = false);

/// <summary>A song whose file is there.</summary>
/// <param name="Path">Within the library, with <c>/</c> between the folders.</param>
/// <param name="Bytes">The length of its file.</param>
/// <param name="DuplicateOf">The id of the song with the same tags and content that was there first.</param>
internal sealed record LibrarySong(string Id, SongTags Tags, string Path, long Bytes, DateTimeOffset Added, string? DuplicateOf = null)
{
    // Shared by all copies: a song that is played while another copy takes its place is counted.
    private readonly StrongBox<long> _plays = new();

    public long Plays { get => Interlocked.Read(ref _plays.Value); init => _plays = new(value); }

    public void Played() => Interlocked.Increment(ref _plays.Value);
}
