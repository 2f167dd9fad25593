using Playlist.Protocol.Songs;

namespace Playlist.Client.Songs;

/// <summary>Which songs to list, and in which order; what is absent leaves out none.</summary>
/// <param name="Query">Words to be found in title, artist, album or genre, at most <see cref="SongProtocol.MaxQueryLength"/> characters.</param>
/// <param name="Artist">The artist or album artist.</param>
/// <param name="Sort">One of <see cref="SongSorts"/>; absent, the best match first, or by title when there is no query.</param>
public sealed record SongSearch(string? Query = null, string? Artist = null, string? Album = null, string? Genre = null, string? Sort = null);
