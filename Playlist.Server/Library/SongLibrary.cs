namespace Playlist.Server.Library;

/// <summary>Holds the catalogue that requests are answered from; another takes its place whenever the library changes.</summary>
internal sealed class SongLibrary
{
    private volatile Catalogue _current = new([]);

    public Catalogue Current => _current;

    public void Publish(IReadOnlyCollection<LibrarySong> songs) => _current = new Catalogue(songs);
}
