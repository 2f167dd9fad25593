using Playlist.Client.Songs;
using Playlist.Protocol.Library;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Library;

/// <summary>What a client can ask about the library (docs/song-protocol.md, section 4). Lists are read to their end with <see cref="ListPages"/>.</summary>
public static class LibraryOperations
{
    /// <summary>One page of the songs that match.</summary>
    /// <param name="limit">1 to <see cref="SongProtocol.MaxListLimit"/>; the server may list fewer.</param>
    /// <inheritdoc cref="SongClient.PlayAsync" path="/exception"/>
    public static Task<SongsReply> GetSongsAsync(this SongClient client, SongSearch search, int offset, int limit, CancellationToken cancellationToken) =>
        client.AskAsync(
            new SongsRequest { Op = SongOps.Songs, Query = search.Query, Artist = search.Artist, Album = search.Album, Genre = search.Genre, Sort = search.Sort, Offset = offset, Limit = limit },
            SongJson.Default.SongsRequest,
            SongJson.Default.SongsReply,
            cancellationToken);

    /// <summary>All that is known of a song.</summary>
    /// <param name="song">The song's id, its title, or <c>Title - Artist</c>.</param>
    /// <inheritdoc cref="SongClient.PlayAsync" path="/exception"/>
    public static async Task<SongDetails> GetSongAsync(this SongClient client, string song, CancellationToken cancellationToken) =>
        (await client.AskAsync(new NamedSongRequest { Op = SongOps.Song, Song = song }, SongJson.Default.NamedSongRequest, SongJson.Default.SongDetailsReply, cancellationToken)).Song
        ?? throw SongClient.Incomplete(SongOps.Song);

    /// <summary>One page of the artists, by name, or of those that match.</summary>
    /// <inheritdoc cref="GetSongsAsync" path="/param|/exception"/>
    public static Task<ArtistsReply> GetArtistsAsync(this SongClient client, string? query, int offset, int limit, CancellationToken cancellationToken) =>
        client.AskAsync(
            new ArtistsRequest { Op = SongOps.Artists, Query = query, Offset = offset, Limit = limit }, SongJson.Default.ArtistsRequest, SongJson.Default.ArtistsReply, cancellationToken);

    /// <summary>One page of the albums, by name, or of those that match.</summary>
    /// <param name="artist">Only albums of this artist; <see langword="null"/> is any.</param>
    /// <inheritdoc cref="GetSongsAsync" path="/param|/exception"/>
    public static Task<AlbumsReply> GetAlbumsAsync(this SongClient client, string? query, string? artist, int offset, int limit, CancellationToken cancellationToken) =>
        client.AskAsync(
            new AlbumsRequest { Op = SongOps.Albums, Query = query, Artist = artist, Offset = offset, Limit = limit }, SongJson.Default.AlbumsRequest, SongJson.Default.AlbumsReply, cancellationToken);

    /// <summary>Asks for a song's picture. Ends when the server has replied; its bytes arrive in what is returned.</summary>
    /// <inheritdoc cref="GetSongAsync" path="/param|/exception"/>
    public static Task<Streamed<CoverReply>> GetCoverAsync(this SongClient client, string song, CancellationToken cancellationToken) =>
        client.StreamAsync(new NamedSongRequest { Op = SongOps.Cover, Song = song }, SongJson.Default.NamedSongRequest, SongJson.Default.CoverReply, song, cancellationToken);

    /// <summary>What the library has, and how far its scan is.</summary>
    /// <inheritdoc cref="SongClient.PlayAsync" path="/exception"/>
    public static Task<LibraryReply> GetLibraryAsync(this SongClient client, CancellationToken cancellationToken) =>
        client.AskAsync(new SongRequest { Op = SongOps.Library }, SongJson.Default.SongRequest, SongJson.Default.LibraryReply, cancellationToken);

    /// <summary>One page of the files that cannot be read, by path.</summary>
    /// <inheritdoc cref="GetSongsAsync" path="/param|/exception"/>
    public static Task<SkippedFilesReply> GetSkippedFilesAsync(this SongClient client, int offset, int limit, CancellationToken cancellationToken) =>
        client.AskAsync(new ListRequest { Op = SongOps.SkippedFiles, Offset = offset, Limit = limit }, SongJson.Default.ListRequest, SongJson.Default.SkippedFilesReply, cancellationToken);

    /// <summary>Which songs of the library another program means.</summary>
    /// <param name="songs">1 to <see cref="SongProtocol.MaxSongsPerRequest"/>, and no more than fit into a line: see <see cref="RequestBatches"/>.</param>
    /// <returns>The id of each, in the same order; <see langword="null"/> where none matches.</returns>
    /// <inheritdoc cref="SongClient.PlayAsync" path="/exception"/>
    public static async Task<IReadOnlyList<string?>> MatchAsync(this SongClient client, IReadOnlyList<SongDescription> songs, CancellationToken cancellationToken)
    {
        var reply = await client.AskAsync(new MatchRequest { Op = SongOps.Match, Songs = songs }, SongJson.Default.MatchRequest, SongJson.Default.MatchReply, cancellationToken);
        return reply.Songs?.Count == songs.Count ? reply.Songs : throw SongClient.Incomplete(SongOps.Match);
    }
}
