namespace Playlist.Server.Library.Tags;

/// <summary>What is in a file itself, cleaned; what it does not say is absent.</summary>
/// <param name="Duration">In seconds; 0 when no audio was found.</param>
/// <param name="HasPicture">There is a picture in the file.</param>
internal sealed record FileTags(
    string? Title,
    string? Artist,
    string? AlbumArtist,
    string? Album,
    int? Track,
    int? Disc,
    int? Year,
    string? Genre,
    double Duration,
    bool HasPicture)
{
    /// <summary>Of a file that says nothing.</summary>
    public static readonly FileTags None = new(null, null, null, null, null, null, null, null, 0, false);

    /// <summary>Makes up for what is absent from the path, tag by tag.</summary>
    /// <param name="coverBeside">There is a picture beside the file.</param>
    public SongTags CompletedBy(PathTags path, bool coverBeside)
    {
        var artist = Artist ?? AlbumArtist ?? path.Artist ?? PathTags.UnknownArtist;
        return new SongTags(
            Title ?? path.Title,
            artist,
            AlbumArtist == artist ? null : AlbumArtist,
            Album ?? path.Album,
            Track ?? path.Track,
            Disc ?? path.Disc,
            Year,
            Genre,
            Duration > 0 ? Math.Round(Duration, 3) : null,
            HasPicture || coverBeside);
    }
}
