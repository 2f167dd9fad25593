using Microsoft.EntityFrameworkCore;
using Playlist.Protocol.Songs;
using Playlist.Server.Library.NewMusic;
using Playlist.Server.Storage;

namespace Playlist.Server.Library.Scanning;

/// <summary>Keeps the <see cref="KnownLibrary"/> in the database.</summary>
internal sealed class LibraryStore(Database database, PlayCounts plays, SongAnnouncements announcements)
{
    // SQLite takes so many parameters at least.
    private const int DeletedAtOnce = 500;

    /// <returns>One more with each save, of whichever process; 0 when nothing was ever saved.</returns>
    /// <exception cref="SongProtocolException"><c>storage_unavailable</c>.</exception>
    public Task<long> RevisionAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(context => context.Library.Select(row => row.Revision).SingleOrDefaultAsync(cancellationToken), cancellationToken);

    /// <exception cref="SongProtocolException"><c>storage_unavailable</c>.</exception>
    public async Task<(KnownLibrary Library, long Revision)> LoadAsync(CancellationToken cancellationToken)
    {
        // Read first: what is saved meanwhile is loaded once more rather than missed.
        var (revision, folder) = await database.ReadAsync(async context => await context.Library.Select(row => new ValueTuple<long, string?>(row.Revision, row.ScannedFolder)).SingleOrDefaultAsync(cancellationToken), cancellationToken);
        var library = await database.ReadAsync(
            async context =>
            {
                var known = new KnownLibrary { Scanned = (folder, HasChanged: false) };
                await foreach (var row in context.Songs.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
                {
                    known.Load(ToSong(row));
                }

                await foreach (var row in context.Files.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
                {
                    known.Load(new KnownFile(row.Path) { Bytes = row.Bytes, Modified = row.Modified, Problem = row.Problem }, row.SongId);
                }

                return known;
            },
            cancellationToken);
        return (library, revision);
    }

    /// <summary>Writes what has changed, in one transaction.</summary>
    /// <returns>The revision after it.</returns>
    /// <exception cref="SongProtocolException"><c>storage_unavailable</c>: nothing was written, and the changes remain to be.</exception>
    /// <exception cref="DbUpdateException">The database has other songs and files than are known: load it anew.</exception>
    public async Task<long> SaveAsync(KnownLibrary library, CancellationToken cancellationToken)
    {
        var songs = library.ChangedSongs.ToList();
        var files = library.ChangedPaths.Select(library.Find).OfType<KnownFile>().ToList();
        // Also those that went and came back since the last save.
        var gone = library.ChangedPaths.Where(path => library.Find(path) is not { Stored: true }).ToList();
        // What went again before it was saved, or turned out to be a copy, is not announced.
        var announced = library.NewSongs.Where(added => added.Song is { File: not null, DuplicateOf: null }).ToList();
        var (folder, hasChanged) = library.Scanned;
        var (revision, dropped) = await database.WriteAsync(
            async context =>
            {
                foreach (var paths in gone.Chunk(DeletedAtOnce))
                {
                    await context.Files.Where(row => paths.Contains(row.Path)).ExecuteDeleteAsync(cancellationToken);
                }

                foreach (var song in songs)
                {
                    var entry = context.Entry(ToRow(song));
                    entry.State = song.Stored ? EntityState.Modified : EntityState.Added;
                    if (song.Stored)
                    {
                        // These are others' to change, or nobody's.
                        entry.Property(row => row.Plays).IsModified = false;
                        entry.Property(row => row.Added).IsModified = false;
                    }
                }

                foreach (var file in files)
                {
                    context.Entry(ToRow(file)).State = file.Stored ? EntityState.Modified : EntityState.Added;
                }

                await context.SaveChangesAsync(cancellationToken);
                var tooMany = await SongEvents.AddAsync(context, announced, cancellationToken);
                await context.Library.ExecuteUpdateAsync(row => row.SetProperty(library => library.Revision, library => library.Revision + 1), cancellationToken);
                if (hasChanged)
                {
                    await context.Library.ExecuteUpdateAsync(row => row.SetProperty(library => library.ScannedFolder, folder), cancellationToken);
                }

                return (await context.Library.Select(row => row.Revision).SingleAsync(cancellationToken), tooMany);
            },
            cancellationToken);
        songs.ForEach(song => song.Stored = true);
        files.ForEach(file => file.Stored = true);
        library.ChangedSongs.Clear();
        library.ChangedPaths.Clear();
        library.NewSongs.Clear();
        library.Scanned = (folder, HasChanged: false);
        announcements.Saved(announced.Count, dropped);
        return revision;
    }

    private KnownSong ToSong(SongRow row) => new(
        row.Id,
        row.Key,
        new SongTags(row.Title, row.Artist, row.AlbumArtist, row.Album, row.Track, row.Disc, row.Year, row.Genre, row.Duration, row.HasCover),
        row.Added,
        row.Plays + plays.Unsaved(row.Id))
    {
        DuplicateOf = row.DuplicateOf,
    };

    private static SongRow ToRow(KnownSong song) => new()
    {
        Id = song.Id,
        Key = song.Key,
        Title = song.Tags.Title,
        Artist = song.Tags.Artist,
        AlbumArtist = song.Tags.AlbumArtist,
        Album = song.Tags.Album,
        Track = song.Tags.Track,
        Disc = song.Tags.Disc,
        Year = song.Tags.Year,
        Genre = song.Tags.Genre,
        Duration = song.Tags.Duration,
        HasCover = song.Tags.HasCover,
        Added = song.Added,
        DuplicateOf = song.DuplicateOf,
    };

    private static FileRow ToRow(KnownFile file) => new()
    {
        Path = file.Path,
        Bytes = file.Bytes,
        Modified = file.Modified,
        SongId = file.Song?.Id,
        Problem = file.Problem,
    };
}
