using Playlist.Protocol.Library;
using Playlist.Protocol.Songs;

namespace Playlist.Protocol.Playlists;

/// <summary><c>{"id":"0193…","name":"Road trip","version":7,"songs":12,"missing":1,"duration":2345.6,"changed":"2026-11-25T22:10:54+00:00"}</c></summary>
/// <param name="Version">1 when it was created, and one more with each write.</param>
/// <param name="Missing">How many of its songs the library no longer has.</param>
/// <param name="Duration">Of its songs, as far as known, in seconds.</param>
/// <param name="Changed">When it was last written.</param>
public sealed record PlaylistSummary(string Id, string Name, long Version, int Songs, int Missing, double Duration, DateTimeOffset Changed);

/// <summary><c>{"id":3,"ok":true,"total":2,"offset":0,"playlists":[…]}</c>, by name.</summary>
public sealed record PlaylistsReply : ListReply
{
    public IReadOnlyList<PlaylistSummary>? Playlists { get; init; }
}

/// <summary><c>{"id":3,"ok":true,"playlist":{…},"total":12,"offset":0,"songs":[…]}</c></summary>
/// <remarks>A write is answered with the summary alone; one that is refused with <c>conflict</c> has the error, the summary and the first page.</remarks>
public sealed record PlaylistReply : ListReply
{
    public PlaylistSummary? Playlist { get; init; }

    public IReadOnlyList<Song>? Songs { get; init; }
}
