using Playlist.Server.Library.Scanning;

namespace Playlist.Server.Library.NewMusic;

/// <param name="TraceParent">Of the scan that has found it.</param>
internal sealed record NewSong(KnownSong Song, DateTimeOffset Found, string? TraceParent);
