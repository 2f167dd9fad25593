using Microsoft.EntityFrameworkCore;
using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;
using Playlist.Server.Library;
using Playlist.Server.Storage;

namespace Playlist.Server.Playlists.Operations;

/// <summary><c>{"id":8,"op":"playlist.add","playlist":"0193…","version":7,"songs":["5d0c…","Golden"],"at":0}</c></summary>
internal sealed class AddToPlaylistOperation(SongLibrary library, PlaylistStore store, PlaylistAnnouncements announcements) : PlaylistEditOperation("add", store, announcements)
{
    protected override PlaylistEdit Edit(ChangePlaylistRequest request)
    {
        var songs = Find(request.Songs);
        return async (context, id, cancellationToken) =>
        {
            var total = await context.PlaylistSongs.CountAsync(row => row.PlaylistId == id, cancellationToken);
            var at = request.At ?? total;
            if (at < 0 || at > total)
            {
                throw PlaylistArguments.BadRequest($"'at' is the position that the first of the songs will have: 0 to {total}.");
            }

            if (total + songs.Count > SongProtocol.MaxPlaylistSongs)
            {
                throw new SongProtocolException(SongErrorCodes.PlaylistFull, $"A playlist has up to {SongProtocol.MaxPlaylistSongs} songs, and this one has {total}: add up to {SongProtocol.MaxPlaylistSongs - total}, or begin another.");
            }

            await ThrowIfNotStoredAsync(context, songs, cancellationToken);
            await context.PlaylistSongs.Where(row => row.PlaylistId == id && row.Position >= at).ExecuteUpdateAsync(
                row => row.SetProperty(entry => entry.Position, entry => entry.Position + songs.Count),
                cancellationToken);
            context.PlaylistSongs.AddRange(songs.Select((song, index) => new PlaylistSongRow { PlaylistId = id, Position = at + index, SongId = song.Id }));
            await context.SaveChangesAsync(cancellationToken);
            return await context.SummarizeAsync(id, cancellationToken);
        };
    }

    private List<Song> Find(IReadOnlyList<string>? names)
    {
        if (names is not { Count: >= 1 and <= SongProtocol.MaxSongsPerRequest } || names.Any(string.IsNullOrWhiteSpace))
        {
            throw PlaylistArguments.BadRequest($"Name the songs in 'songs', 1 to {SongProtocol.MaxSongsPerRequest} at once: each by its id, its title, or 'Title - Artist'.");
        }

        var catalogue = library.Current;
        return [.. names.Select(name => catalogue.Find(name).Song)];
    }

    /// <summary>The scan serves songs a moment before it stores them.</summary>
    private static async Task ThrowIfNotStoredAsync(LibraryContext context, List<Song> songs, CancellationToken cancellationToken)
    {
        var ids = songs.Select(song => song.Id).Distinct().ToList();
        var stored = await context.Songs.Where(row => ids.Contains(row.Id)).Select(row => row.Id).ToHashSetAsync(cancellationToken);
        if (songs.Find(song => !stored.Contains(song.Id)) is { } song)
        {
            throw new SongProtocolException(SongErrorCodes.StorageUnavailable, $"'{song.Title}' was found only now, and is not stored yet: nothing was added. Try again in a few seconds.");
        }
    }
}
