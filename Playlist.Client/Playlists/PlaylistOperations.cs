using Playlist.Client.Songs;
using Playlist.Protocol.Library;
using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Playlists;

/// <summary>Reading playlists (docs/song-protocol.md, section 4, Playlists). A playlist is named by its id or its name.</summary>
public static class PlaylistOperations
{
    /// <summary>One page of the playlists, by name.</summary>
    /// <param name="limit">1 to <see cref="SongProtocol.MaxListLimit"/>; the server may list fewer.</param>
    /// <inheritdoc cref="SongClient.PlayAsync" path="/exception"/>
    public static Task<PlaylistsReply> GetPlaylistsAsync(this SongClient client, int offset, int limit, CancellationToken cancellationToken) =>
        client.AskAsync(new ListRequest { Op = SongOps.Playlists, Offset = offset, Limit = limit }, SongJson.Default.ListRequest, SongJson.Default.PlaylistsReply, cancellationToken);

    /// <summary>A playlist, and one page of its songs.</summary>
    /// <inheritdoc cref="GetPlaylistsAsync" path="/param|/exception"/>
    public static Task<PlaylistReply> GetPlaylistAsync(this SongClient client, string playlist, int offset, int limit, CancellationToken cancellationToken) =>
        client.AskAsync(
            new PlaylistRequest { Op = SongOps.Playlist, Playlist = playlist, Offset = offset, Limit = limit }, SongJson.Default.PlaylistRequest, SongJson.Default.PlaylistReply, cancellationToken);

    /// <summary>A playlist with all its songs, which belong to one version: when it is written between two pages, they are asked for anew.</summary>
    /// <inheritdoc cref="SongClient.PlayAsync" path="/exception"/>
    public static async Task<WholePlaylist> GetWholePlaylistAsync(this SongClient client, string playlist, CancellationToken cancellationToken)
    {
        var songs = new List<Song>();
        PlaylistSummary? known = null;
        while (true)
        {
            // By its id from the second page on: it may be renamed meanwhile.
            var page = await client.GetPlaylistAsync(known?.Id ?? playlist, songs.Count, SongProtocol.MaxListLimit, cancellationToken);
            var summary = page.Summary(SongOps.Playlist);
            if (songs.Count > 0 && summary.Version != known?.Version)
            {
                known = summary;
                songs.Clear();
                continue;
            }

            known = summary;
            songs.AddRange(page.Songs ?? []);
            if (page.Songs is not { Count: > 0 } || songs.Count >= page.Total)
            {
                return new WholePlaylist(summary, songs);
            }
        }
    }

    internal static PlaylistSummary Summary(this PlaylistReply reply, string op) => reply.Playlist ?? throw SongClient.Incomplete(op);
}
