using Microsoft.EntityFrameworkCore;
using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;
using Playlist.Server.Songs;
using Playlist.Server.Storage;

namespace Playlist.Server.Playlists;

/// <summary>How playlists are read. A song is missing when no file of the library has it.</summary>
internal static class PlaylistQueries
{
    /// <summary>One statement, so that all members are of one version.</summary>
    public static async Task<List<PlaylistSummary>> SummarizeAsync(this LibraryContext context, IQueryable<PlaylistRow> playlists, CancellationToken cancellationToken)
    {
        var rows = await playlists
            .Select(playlist => new
            {
                Playlist = playlist,
                Songs = context.PlaylistSongs.Count(entry => entry.PlaylistId == playlist.Id),
                Missing = context.PlaylistSongs.Count(entry => entry.PlaylistId == playlist.Id && !context.Files.Any(file => file.SongId == entry.SongId)),
                Duration = context.PlaylistSongs
                    .Where(entry => entry.PlaylistId == playlist.Id)
                    .Join(context.Songs, entry => entry.SongId, song => song.Id, (_, song) => song.Duration)
                    .Sum(),
            })
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new PlaylistSummary(
            row.Playlist.Id,
            row.Playlist.Name,
            row.Playlist.Version,
            row.Songs,
            row.Missing,
            // Sums of binary fractions have long tails that mean nothing.
            Math.Round(row.Duration ?? 0, 3),
            row.Playlist.Changed));
    }

    /// <exception cref="SongProtocolException"><c>playlist_not_found</c>.</exception>
    public static async Task<PlaylistSummary> SummarizeAsync(this LibraryContext context, string id, CancellationToken cancellationToken) =>
        (await context.SummarizeAsync(context.Playlists.Where(playlist => playlist.Id == id), cancellationToken)).SingleOrDefault() ?? throw NotFound(id);

    /// <param name="playlist">The id, or the name.</param>
    /// <exception cref="SongProtocolException"><c>playlist_not_found</c>.</exception>
    public static async Task<string> FindIdAsync(this LibraryContext context, string playlist, CancellationToken cancellationToken)
    {
        // One that cannot be a name is no id either, and not every database takes its characters.
        var folded = PlaylistName.Fold(playlist) ?? throw NotFound(playlist);
        var id = playlist.Trim().ToLowerInvariant();
        var found = await context.Playlists.Where(row => row.Id == id || row.FoldedName == folded).Select(row => row.Id).ToListAsync(cancellationToken);
        // One playlist's name may be another's id.
        return found.Find(one => one == id) ?? found.FirstOrDefault() ?? throw NotFound(playlist);
    }

    /// <summary>A playlist with a page of its songs, all of one version.</summary>
    /// <exception cref="SongProtocolException"><c>playlist_not_found</c>.</exception>
    public static async Task<PlaylistReply> ReadAsync(this LibraryContext context, string id, ListPage page, CancellationToken cancellationToken)
    {
        while (true)
        {
            var summary = await context.SummarizeAsync(id, cancellationToken);
            var songs = await context.PlaylistSongs
                .Where(entry => entry.PlaylistId == id && entry.Position >= page.Offset)
                .OrderBy(entry => entry.Position)
                .Take(page.Limit)
                .Join(context.Songs, entry => entry.SongId, song => song.Id, (entry, song) => new { entry.Position, Song = song, Missing = !context.Files.Any(file => file.SongId == song.Id) })
                .OrderBy(entry => entry.Position)
                .AsNoTracking()
                .ToListAsync(cancellationToken);
            if (await context.Playlists.Where(row => row.Id == id).Select(row => row.Version).SingleOrDefaultAsync(cancellationToken) == summary.Version)
            {
                return new PlaylistReply
                {
                    Playlist = summary,
                    Total = summary.Songs,
                    Offset = page.Offset,
                    Songs = ListPage.Fit(songs.Select(entry => ToSong(entry.Song, entry.Missing)), SongJson.Default.Song),
                };
            }
        }
    }

    public static SongProtocolException NotFound(string playlist)
    {
        var named = playlist.Length > SongProtocol.MaxPlaylistName ? "with so long a name" : $"'{playlist}'";
        return new(SongErrorCodes.PlaylistNotFound, $"There is no playlist {named}. What there is, 'playlists' lists.");
    }

    private static Song ToSong(SongRow song, bool isMissing) =>
        new(song.Id, song.Title, song.Artist, song.Album, song.Duration, song.DuplicateOf, isMissing ? true : null);
}
