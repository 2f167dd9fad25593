using Microsoft.EntityFrameworkCore;
using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;
using Playlist.Server.Songs;
using Playlist.Server.Storage;

namespace Playlist.Server.Playlists;

/// <summary>The playlists in the database, which several processes may share.</summary>
internal sealed class PlaylistStore(Database database, TimeProvider time)
{
    private readonly KnownSummaries _known = new();

    /// <exception cref="SongProtocolException"><c>storage_unavailable</c>.</exception>
    public Task<PlaylistsReply> ListAsync(ListPage page, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context => new PlaylistsReply
            {
                Total = await context.Playlists.CountAsync(cancellationToken),
                Offset = page.Offset,
                Playlists = ListPage.Fit(await SummarizeAsync(context, page, cancellationToken), SongJson.Default.PlaylistSummary),
            },
            cancellationToken);

    /// <param name="playlist">The id, or the name.</param>
    /// <exception cref="SongProtocolException"><c>playlist_not_found</c>, <c>storage_unavailable</c>.</exception>
    public Task<PlaylistReply> ReadAsync(string playlist, ListPage page, CancellationToken cancellationToken) =>
        database.ReadAsync(async context => await context.ReadAsync(await context.FindIdAsync(playlist, cancellationToken), page, cancellationToken), cancellationToken);

    /// <exception cref="SongProtocolException"><c>playlist_exists</c>, <c>storage_unavailable</c>.</exception>
    public Task<PlaylistWritten> CreateAsync(string name, string? change, CancellationToken cancellationToken) =>
        WriteAsync(
            async context =>
            {
                var folded = PlaylistName.Fold(name);
                if (await context.Playlists.AsNoTracking().SingleOrDefaultAsync(row => row.FoldedName == folded, cancellationToken) is { } existing)
                {
                    return change is not null && existing.LastChange == change && existing.Version == 1
                        ? new PlaylistWritten(await context.SummarizeAsync(existing.Id, cancellationToken), IsRepeated: true)
                        : throw Exists(existing.Name);
                }

                var now = time.GetUtcNow();
                var playlist = new PlaylistRow { Id = Guid.CreateVersion7(now).ToString("n"), Name = name, FoldedName = folded!, Version = 1, Changed = now, LastChange = change };
                context.Playlists.Add(playlist);
                await context.SaveChangesAsync(cancellationToken);
                return new PlaylistWritten(await context.SummarizeAsync(playlist.Id, cancellationToken));
            },
            cancellationToken);

    /// <summary>Makes <paramref name="edit"/> for the version that it was meant for, or not at all.</summary>
    /// <param name="playlist">The id, or the name.</param>
    /// <exception cref="SongProtocolException"><c>playlist_not_found</c>, <c>storage_unavailable</c>, and what <paramref name="edit"/> throws: nothing was written.</exception>
    public async Task<PlaylistWritten> EditAsync(string playlist, long version, string? change, PlaylistEdit edit, CancellationToken cancellationToken)
    {
        var id = await database.ReadAsync(context => context.FindIdAsync(playlist, cancellationToken), cancellationToken);
        return await WriteAsync(
            async context =>
            {
                // First of all: from here on, no other process can write this playlist until the end of the transaction.
                var now = time.GetUtcNow();
                var claimed = await context.Playlists.Where(row => row.Id == id && row.Version == version).ExecuteUpdateAsync(
                    row => row.SetProperty(p => p.Version, p => p.Version + 1).SetProperty(p => p.Changed, now).SetProperty(p => p.LastChange, change),
                    cancellationToken);
                if (claimed == 1)
                {
                    return new PlaylistWritten(await edit(context, id, cancellationToken));
                }

                var last = await context.Playlists.Where(row => row.Id == id).Select(row => new { row.Version, row.LastChange }).SingleOrDefaultAsync(cancellationToken)
                    ?? throw PlaylistQueries.NotFound(playlist);
                return change is not null && last.LastChange == change && last.Version == version + 1
                    ? new PlaylistWritten(await context.SummarizeAsync(id, cancellationToken), IsRepeated: true)
                    : new PlaylistWritten(Conflict: await context.ReadAsync(id, ListPage.First, cancellationToken));
            },
            cancellationToken);
    }

    public static SongProtocolException Exists(string name) =>
        new(SongErrorCodes.PlaylistExists, $"There is a playlist '{name}' already: choose another name, or change that one.");

    private async Task<List<PlaylistSummary>> SummarizeAsync(LibraryContext context, ListPage page, CancellationToken cancellationToken)
    {
        var revision = await context.Library.Select(row => row.Revision).SingleAsync(cancellationToken);
        var playlists = await context.Playlists
            .OrderBy(row => row.FoldedName)
            .Skip(page.Offset)
            .Take(page.Limit)
            .Select(row => new { row.Id, row.Version })
            .ToListAsync(cancellationToken);
        var summaries = playlists.Select(playlist => _known.Find(playlist.Id, playlist.Version, revision)).OfType<PlaylistSummary>().ToDictionary(summary => summary.Id);
        var changed = playlists.Select(playlist => playlist.Id).Where(id => !summaries.ContainsKey(id)).ToList();
        foreach (var summary in await context.SummarizeAsync(context.Playlists.Where(row => changed.Contains(row.Id)), cancellationToken))
        {
            _known.Add(summary, revision);
            summaries.Add(summary.Id, summary);
        }

        return [.. playlists.Select(playlist => summaries.GetValueOrDefault(playlist.Id)).OfType<PlaylistSummary>()];
    }

    private async Task<PlaylistWritten> WriteAsync(Func<LibraryContext, Task<PlaylistWritten>> write, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(write, cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another process was faster with the same name: now it can be seen.
            return await database.WriteAsync(write, cancellationToken);
        }
    }
}

/// <summary>Writes a playlist whose version was just checked and raised.</summary>
/// <returns>The playlist afterwards.</returns>
/// <exception cref="SongProtocolException">It cannot be done: nothing is written, the version included.</exception>
internal delegate Task<PlaylistSummary> PlaylistEdit(LibraryContext context, string id, CancellationToken cancellationToken);

/// <summary>What became of a write.</summary>
/// <param name="Playlist">The playlist after it; <see langword="null"/> in a conflict.</param>
/// <param name="IsRepeated">The very same write had been made already.</param>
/// <param name="Conflict">Nothing was written, for the playlist has another version: its state.</param>
internal sealed record PlaylistWritten(PlaylistSummary? Playlist = null, bool IsRepeated = false, PlaylistReply? Conflict = null);
