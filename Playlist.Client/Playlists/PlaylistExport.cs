using System.Collections.Concurrent;
using Playlist.Client.Library;
using Playlist.Client.Songs;
using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Playlists;

/// <param name="Missing">The songs that were left out, because the library no longer has their files.</param>
internal sealed record ExportedPlaylist(M3u8Playlist Playlist, IReadOnlyList<Song> Missing);

/// <summary>Makes an M3U8 file of a playlist.</summary>
internal static class PlaylistExport
{
    /// <summary>How many songs are asked for at once, over the one connection.</summary>
    private const int MaxRequests = 32;

    /// <param name="playlist">Its id or its name.</param>
    /// <param name="root">The library's folder, for absolute paths; <see langword="null"/> leaves them within the library.</param>
    /// <inheritdoc cref="SongClient.PlayAsync" path="/exception"/>
    public static async Task<ExportedPlaylist> ExportAsync(SongClient client, string playlist, string? root, CancellationToken cancellationToken)
    {
        var whole = await client.GetWholePlaylistAsync(playlist, cancellationToken);
        var paths = new ConcurrentDictionary<string, string>();
        await Parallel.ForEachAsync(
            whole.Songs.Where(song => song.Missing is not true).Select(song => song.Id).Distinct(),
            new ParallelOptions { MaxDegreeOfParallelism = MaxRequests, CancellationToken = cancellationToken },
            async (id, token) =>
            {
                try
                {
                    paths[id] = (await client.GetSongAsync(id, token)).Path;
                }
                catch (SongProtocolException refusal) when (refusal.Code == SongErrorCodes.SongNotFound)
                {
                    // Its file went away meanwhile.
                }
            });

        var there = whole.Songs.ToLookup(song => paths.ContainsKey(song.Id));
        var entries = there[true].Select(song => new M3u8Entry(root is null ? paths[song.Id] : M3u8Writer.Under(root, paths[song.Id]), song.Title, song.Artist, song.Duration));
        return new ExportedPlaylist(new M3u8Playlist(whole.Summary.Name, [.. entries]), [.. there[false]]);
    }
}
