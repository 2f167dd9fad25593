using Playlist.Server.Library.Scanning;

namespace Playlist.Server.Library.NewMusic;

/// <summary>Tells which of the songs that a scan adds are new music, and not only new to the database.</summary>
/// <remarks>Not thread-safe: whoever scans has it.</remarks>
internal sealed class NewMusicFinder(LibraryFolder folder, SongAnnouncements announcements, TimeProvider time)
{
    // Files that were there at the first scan, but were still being written.
    private readonly HashSet<string> _ofFirstScan = new(StringComparer.Ordinal);

    /// <summary>The whole folder was scanned.</summary>
    /// <param name="growing">Files that are not yet whole.</param>
    public void HaveScannedWhole(KnownLibrary library, IEnumerable<string> growing)
    {
        if (library.Scanned.Folder != folder.Root)
        {
            _ofFirstScan.UnionWith(growing);
            library.Scanned = (folder.Root, HasChanged: true);
        }
    }

    /// <param name="outcome">Of having read the file.</param>
    public bool CanBe(KnownLibrary library, string path, string outcome) =>
        !_ofFirstScan.Remove(path)
        && outcome == ScanOutcomes.Added
        && announcements.AreWanted
        && library.Scanned.Folder == folder.Root
        && !WasUnreadable(library, path);

    /// <summary>Has those of the added songs announced that are new music.</summary>
    /// <param name="isThere">Whether a file is still in the folder.</param>
    /// <param name="traceParent">Of the scan.</param>
    public void Take(KnownLibrary library, IReadOnlyCollection<KnownSong> added, Func<string, bool> isThere, string? traceParent)
    {
        if (added.Count == 0)
        {
            return;
        }

        var known = Namesakes(library, added);
        foreach (var song in added)
        {
            var namesakes = known[NameOf(song)];
            if (song.DuplicateOf is null && !namesakes.Exists(other => IsSame(song, other, isThere)))
            {
                library.NewSongs.Add(new NewSong(song, time.GetUtcNow(), traceParent));
            }

            namesakes.Add(song);
        }
    }

    /// <summary>What was in a folder that could not be read was there before.</summary>
    private static bool WasUnreadable(KnownLibrary library, string path)
    {
        for (var end = path.LastIndexOf('/'); end >= 0; end = end > 0 ? path.LastIndexOf('/', end - 1) : -1)
        {
            if (library.Find(path[..(end + 1)]) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The songs that were known before, by the names of those that were added.</summary>
    private static Dictionary<(string, string), List<KnownSong>> Namesakes(KnownLibrary library, IReadOnlyCollection<KnownSong> added)
    {
        var batch = added.ToHashSet();
        var known = new Dictionary<(string, string), List<KnownSong>>();
        foreach (var song in batch)
        {
            known.TryAdd(NameOf(song), []);
        }

        // One look through all songs for a whole batch: an index of all would cost more memory than this costs time.
        foreach (var song in library.KnownSongs.Where(song => !batch.Contains(song)))
        {
            known.GetValueOrDefault(NameOf(song))?.Add(song);
        }

        return known;
    }

    /// <summary>Whether a song is another file of a known one: in another format, or with other tags and in another place, where tag editors move it.</summary>
    private static bool IsSame(KnownSong song, KnownSong known, Func<string, bool> isThere) =>
        (song.Tags.Album, song.Tags.Track, song.Tags.Disc) == (known.Tags.Album, known.Tags.Track, known.Tags.Disc)
        || known.File is null
        || !isThere(known.File.Path);

    private static (string Title, string Artist) NameOf(KnownSong song) => (song.Tags.Title, song.Tags.Artist);
}
