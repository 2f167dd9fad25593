using Playlist.Protocol.Songs;

namespace Playlist.Server.Library;

/// <summary>A song of the catalogue. Holds nothing twice: there are many of them.</summary>
internal sealed class CatalogueSong(LibrarySong library)
{
    public LibrarySong Library => library;

    /// <summary>As it is listed.</summary>
    public Song Song => new(library.Id, library.Tags.Title, library.Tags.Artist, library.Tags.Album, library.Tags.Duration, library.DuplicateOf);

    public string Id => library.Id;

    public SongTags Tags => library.Tags;

    /// <summary><c>Cruel Summer - Taylor Swift</c></summary>
    public string FullName => $"{library.Tags.Title} - {library.Tags.Artist}";
}
