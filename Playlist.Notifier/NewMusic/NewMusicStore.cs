using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Playlist.Notifier.Outbox;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Notifier.NewMusic;

/// <summary>The new songs that wait to be told of, in the outbox's database: they leave together with the update's coming.</summary>
internal sealed class NewMusicStore(Database<OutboxContext> database, UpdateOutbox outbox, IOptions<NewMusicOptions> options, TimeProvider time)
{
    /// <summary>How long an event is known that comes once more.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(7);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Stores songs; those that are known already are left out.</summary>
    /// <exception cref="StorageException">None is stored.</exception>
    public Task AddAsync(IReadOnlyCollection<(NewSong Song, string? TraceParent)> songs, CancellationToken cancellationToken) => database.WriteAsync(
        async context =>
        {
            var ids = songs.Select(added => added.Song.Id).ToList();
            var known = await context.NewSongs.Where(row => ids.Contains(row.Id)).Select(row => row.Id).ToHashSetAsync(cancellationToken);
            foreach (var (song, traceParent) in songs.Where(added => known.Add(added.Song.Id)))
            {
                context.NewSongs.Add(new NewSongRow { Id = song.Id, Artist = song.Artist, Title = song.Title, Album = song.Album, Came = song.Came, TraceParent = traceParent });
                // One after the other: EF Core keeps no order within a batch.
                await context.SaveChangesAsync(cancellationToken);
            }

            return true;
        },
        cancellationToken);

    /// <returns>The artists whose followers are to be told something now, and when there will be more to tell; <see langword="null"/> when nothing waits.</returns>
    /// <exception cref="StorageException">Nobody knows.</exception>
    public Task<(IReadOnlyList<string> Artists, DateTimeOffset? Next)> FindDueAsync(CancellationToken cancellationToken) => database.ReadAsync<(IReadOnlyList<string>, DateTimeOffset?)>(
        async context =>
        {
            var waiting = await context.NewSongs.Where(row => row.ToldAt == null && row.HeldBack == null)
                .GroupBy(row => row.Artist).Select(songs => new { Artist = songs.Key, First = songs.Min(row => row.Came), Last = songs.Max(row => row.Came), Number = songs.Min(row => row.Number) })
                .ToListAsync(cancellationToken);
            var heldBack = await context.NewSongs.Where(row => row.ToldAt == null && row.HeldBack != null)
                .GroupBy(row => row.Artist).Select(songs => new { Artist = songs.Key, Since = songs.Min(row => row.HeldBack), Number = songs.Min(row => row.Number) })
                .ToListAsync(cancellationToken);
            var due = waiting.Select(artist => (artist.Artist, artist.Number, At: ArtistNews.DueAt(artist.First, artist.Last, options.Value)))
                .Concat(heldBack.Select(artist => (artist.Artist, artist.Number, At: ArtistNews.DueAt(artist.Since!.Value))))
                .ToLookup(artist => artist.At <= time.GetUtcNow());
            return ([.. due[true].OrderBy(artist => artist.Number).Select(artist => artist.Artist).Distinct()], due[false].Select(artist => (DateTimeOffset?)artist.At).Min());
        },
        cancellationToken);

    /// <summary>Makes the updates about an artist's new songs, in one transaction with the songs' leaving.</summary>
    /// <returns><see langword="false"/> when the outbox has no room for all of them: the others wait.</returns>
    /// <exception cref="StorageException">Nothing was written.</exception>
    public async Task<bool> TellAsync(string artist, CancellationToken cancellationToken)
    {
        var hasRoom = await database.WriteAsync(context => TellAsync(context, artist, cancellationToken), cancellationToken);
        outbox.Publish();
        return hasRoom;
    }

    /// <summary>Forgets what is not needed any more.</summary>
    /// <exception cref="StorageException">It is not forgotten.</exception>
    public Task ForgetAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (songs, updates) = (now - Memory, now - (2 * Day));
        return database.WriteAsync(
            async context =>
                await context.NewSongs.Where(row => row.ToldAt < songs).ExecuteDeleteAsync(cancellationToken)
                + await context.NewMusicUpdates.Where(row => row.Time < updates).ExecuteDeleteAsync(cancellationToken),
            cancellationToken);
    }

    private async Task<bool> TellAsync(OutboxContext context, string artist, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (today, yesterday) = (new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero), now - Day);
        var rows = await context.NewSongs.Where(row => row.Artist == artist && row.ToldAt == null).OrderBy(row => row.Number).ToListAsync(cancellationToken);
        var told = await context.NewMusicUpdates.AsNoTracking().Where(row => row.Artist == artist && row.Time > yesterday).ToListAsync(cancellationToken);
        var news = ArtistNews.Of(
            rows.ConvertAll(row => row.ToSong()),
            told.Count(update => update.Time >= today),
            told.Select(update => update.Album).OfType<string>().ToHashSet(),
            options.Value,
            now);
        var room = await outbox.CountRoomAsync(context, cancellationToken);
        var byId = rows.ToDictionary(row => row.Id);
        foreach (var announcement in news.Announcements.Take(room))
        {
            var songs = announcement.Songs.Select(song => byId[song.Id]).ToList();
            songs.ForEach(row => row.ToldAt = now);
            using var activity = NewMusicTelemetry.StartAnnounce(artist, songs.ConvertAll(row => row.TraceParent));
            var update = new NewUpdate(artist, announcement.Message, TraceParent: songs[0].TraceParent);
            await outbox.AddAsync(context, activity is null ? update : update.Within(activity), cancellationToken);
            context.NewMusicUpdates.Add(new NewMusicUpdateRow { Artist = artist, Album = announcement.Album, Time = now });
        }

        foreach (var song in news.HeldBack)
        {
            byId[song.Id].HeldBack = ArtistNews.DayOf(now);
        }

        await context.SaveChangesAsync(cancellationToken);
        return news.Announcements.Count <= room;
    }
}
