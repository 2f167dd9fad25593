using System.Diagnostics;
using Microsoft.Extensions.Options;
using Playlist.Server.Library.NewMusic;

namespace Playlist.Server.Library.Scanning;

/// <summary>Looks through the library's folder, or parts of it, and brings what is known of it up to date.</summary>
internal sealed class LibraryScan(
    LibraryFolder folder,
    SongFileReader reader,
    LibraryStatus status,
    NewMusicFinder newMusic,
    ServerTelemetry telemetry,
    IOptions<LibraryOptions> options,
    TimeProvider time,
    ILogger<LibraryScan> logger)
{
    // Files that are read between two looks at the clock.
    private const int ReadAtOnce = 64;

    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(10);

    public SettlingFiles Settling { get; } = new(options.Value.SettleTime, time);

    /// <param name="parts">Paths within the library: files and folders, there or not; the empty one is all of it.</param>
    /// <param name="believesEmpty">An empty folder is empty, and not one whose network folder is away.</param>
    /// <param name="made">Called when some changes were made: a good moment to save and to publish.</param>
    /// <param name="madeAll">Called when all were made: the scan counts as finished after this.</param>
    /// <returns><see langword="false"/> when the library's folder is away: then nothing was changed.</returns>
    public async Task<bool> RunAsync(KnownLibrary library, IReadOnlyCollection<string> parts, bool believesEmpty, Func<Task> made, Func<Task> madeAll, CancellationToken cancellationToken)
    {
        using var activity = telemetry.StartScan();
        var started = time.GetTimestamp();
        var isWhole = parts.Contains("");
        if (isWhole)
        {
            status.Scan = status.Scan with { Running = true, Files = 0, Total = null };
        }

        try
        {
            if (IsAway(library, isWhole && !believesEmpty))
            {
                activity?.SetStatus(ActivityStatusCode.Error, "The library's folder is away.");
                return false;
            }

            var listing = new FolderListing(folder);
            foreach (var part in parts)
            {
                listing.Add(part, cancellationToken);
            }

            var counts = new ScanCounts();
            await ReadAsync(library, listing, counts, isWhole, activity, made, cancellationToken);
            RemoveGone(library, listing, counts);
            if (isWhole)
            {
                newMusic.HaveScannedWhole(library, growing: listing.Files.Select(file => file.Path).Where(Settling.Waits));
            }

            await madeAll();

            telemetry.Scanned(counts, time.GetElapsedTime(started), activity);
            if (isWhole)
            {
                status.Scan = status.Scan with { Finished = time.GetUtcNow() };
                Log.Scanned(logger, listing.Files.Count, time.GetElapsedTime(started).TotalSeconds, counts.ToString());
            }
            else if (counts.HasChanges)
            {
                Log.Updated(logger, counts.ToString());
            }

            return true;
        }
        finally
        {
            status.Scan = status.Scan with { Running = false };
        }
    }

    /// <summary>A network folder that is not mounted is missing or empty: its songs are not gone.</summary>
    private bool IsAway(KnownLibrary library, bool mistrustsEmpty) =>
        !Directory.Exists(folder.Root) || (mistrustsEmpty && library.Files.Count > 0 && !Directory.EnumerateFileSystemEntries(folder.Root).Any());

    private async Task ReadAsync(KnownLibrary library, FolderListing listing, ScanCounts counts, bool isWhole, Activity? activity, Func<Task> made, CancellationToken cancellationToken)
    {
        var toRead = new List<ListedFile>();
        foreach (var file in listing.Files)
        {
            if (IsToBeRead(library.Find(file.Path), file))
            {
                if (Settling.IsWhole(file))
                {
                    toRead.Add(file);
                }
                else
                {
                    counts.Add(ScanOutcomes.Growing);
                }
            }
            else
            {
                Settling.Forget(file.Path);
                counts.Add(ScanOutcomes.Unchanged);
                if (file.CoverBeside && library.Find(file.Path)?.Song is { Tags.HasCover: false } song)
                {
                    library.AddCover(song);
                }
            }
        }

        var looked = listing.Files.Count - toRead.Count;
        var told = time.GetTimestamp();
        foreach (var files in toRead.Chunk(ReadAtOnce))
        {
            Tell();
            var read = new ReadFile[files.Length];
            await Parallel.ForAsync(0, files.Length, cancellationToken, async (index, cancellation) => read[index] = await reader.ReadAsync(files[index], cancellation));
            var added = new List<KnownSong>();
            for (var index = 0; index < files.Length; index++)
            {
                var outcome = Take(library, files[index], read[index], IsThere);
                counts.Add(outcome);
                if (newMusic.CanBe(library, files[index].Path, outcome))
                {
                    added.Add(library.Find(files[index].Path)!.Song!);
                }
            }

            newMusic.Take(library, added, IsThere, activity?.Id);
            looked += files.Length;
            if (time.GetElapsedTime(told) >= ProgressInterval)
            {
                told = time.GetTimestamp();
                Log.Scanning(logger, looked, listing.Files.Count);
            }

            await made();
        }

        Tell();

        bool IsThere(string path) => listing.Covers(path) ? listing.Has(path) : File.Exists(folder.FullPath(path));

        void Tell()
        {
            if (isWhole)
            {
                status.Scan = status.Scan with { Files = looked, Total = listing.Files.Count };
            }
        }
    }

    private bool IsToBeRead(KnownFile? known, ListedFile file) =>
        known is null || !known.IsAsListed(file) || (reader.TellsDurations && known.Song is { Tags.Duration: null });

    private string Take(KnownLibrary library, ListedFile file, ReadFile read, Func<string, bool> isThere)
    {
        if (read.Tags is null)
        {
            library.CouldNotRead(file, read.Problem, read.ForNow);
            Log.FileSkipped(logger, file.Path, read.Problem);
            return read.ForNow ? ScanOutcomes.Failed : ScanOutcomes.Skipped;
        }

        return library.Read(file, read.Tags, read.Key, isThere, time.GetUtcNow());
    }

    private void RemoveGone(KnownLibrary library, FolderListing listing, ScanCounts counts)
    {
        foreach (var file in library.Files.Where(file => !listing.Has(file.Path) && listing.Covers(file.Path)).ToList())
        {
            library.Remove(file.Path);
            Settling.Forget(file.Path);
            counts.Add(ScanOutcomes.Removed);
        }

        foreach (var unreadable in listing.Unreadable)
        {
            library.CouldNotRead(new ListedFile(unreadable.Path, 0, default, CoverBeside: false), unreadable.Reason, forNow: true);
            counts.Add(ScanOutcomes.Failed);
        }

        if (listing.Unreadable is [var first, ..])
        {
            Log.FoldersUnreadable(logger, listing.Unreadable.Count, first.Path, first.Reason);
        }
    }
}
