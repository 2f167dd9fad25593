namespace Playlist.Protocol.Playlists;

/// <summary>What a file in the M3U8 format says.</summary>
/// <param name="Name">Of the playlist, as <c>#PLAYLIST:</c> tells it.</param>
public sealed record M3u8Playlist(string? Name, IReadOnlyList<M3u8Entry> Entries);

/// <param name="Path">As it is in the file, but that a <c>file:</c> URI is made a path: with <c>/</c> or <c>\</c>, absolute or relative, or the URL of something else.</param>
/// <param name="Duration">In seconds, over 0; absent when it is not known.</param>
/// <param name="Line">Where the path stands in the file that was read; the first line is 1.</param>
public sealed record M3u8Entry(string Path, string? Title = null, string? Artist = null, double? Duration = null, int Line = 0);
