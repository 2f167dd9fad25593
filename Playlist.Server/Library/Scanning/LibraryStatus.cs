using Playlist.Protocol.Library;
using Playlist.Server.Storage;

namespace Playlist.Server.Library.Scanning;

/// <summary>How the library is doing, for whoever asks.</summary>
internal sealed class LibraryStatus(SongLibrary library, Database database)
{
    private volatile IReadOnlyList<SkippedFile> _skipped = [];
    private volatile ScanStatus _scan = new(Running: false, Files: 0, Total: null, Finished: null);

    /// <summary>The files that cannot be read, by path.</summary>
    public IReadOnlyList<SkippedFile> Skipped { get => _skipped; set => _skipped = value; }

    public ScanStatus Scan { get => _scan; set => _scan = value; }

    public LibraryReply ToReply()
    {
        var catalogue = library.Current;
        return new LibraryReply
        {
            Songs = catalogue.Songs.Count,
            Artists = catalogue.Artists.Count,
            Albums = catalogue.Albums.Count,
            Skipped = Skipped.Count,
            Scan = Scan,
            Problem = database.Problem,
        };
    }
}
