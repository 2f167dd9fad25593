using Microsoft.EntityFrameworkCore;
using Playlist.Protocol.Library;
using Playlist.Server.Storage;

namespace Playlist.Server.Library.NewMusic;

/// <summary>The songs that are yet to be announced, in the database: written together with the song, deleted when the broker has it.</summary>
internal static class SongEvents
{
    /// <summary>How many wait at most: of more, the oldest are not announced.</summary>
    public const int Capacity = 10_000;

    /// <summary>Adds events, in the caller's transaction.</summary>
    /// <returns>How many older ones had to go.</returns>
    public static async Task<int> AddAsync(LibraryContext context, IReadOnlyList<NewSong> songs, CancellationToken cancellationToken)
    {
        if (songs.Count == 0)
        {
            return 0;
        }

        var number = await context.SongEvents.MaxAsync(row => (long?)row.Number, cancellationToken) ?? 0;
        context.SongEvents.AddRange(songs.Select(song => ToRow(song, ++number)));
        await context.SaveChangesAsync(cancellationToken);
        return await context.SongEvents.Where(row => row.Number <= number - Capacity).ExecuteDeleteAsync(cancellationToken);
    }

    private static SongEventRow ToRow(NewSong added, long number)
    {
        var (song, found, traceParent) = added;
        var id = Guid.CreateVersion7(found);
        var tags = song.Tags;
        return new SongEventRow { Number = number, Id = id, Body = new SongAdded(id, song.Id, tags.Title, tags.Artist, tags.Album, tags.AlbumArtist, found).ToBody(), TraceParent = traceParent };
    }
}
