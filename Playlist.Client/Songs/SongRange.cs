namespace Playlist.Client.Songs;

/// <summary>A part of a song's file: to seek, or to go on where a stream broke off.</summary>
/// <param name="From">The first byte wanted.</param>
/// <param name="To">The byte after the last one wanted; <see langword="null"/> is the file's end.</param>
/// <param name="Etag">The <c>etag</c> of an earlier reply: the answer is the error <c>changed</c> when the file is another by now.</param>
public readonly record struct SongRange(long From = 0, long? To = null, string? Etag = null);
