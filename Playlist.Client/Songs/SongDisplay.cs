using Playlist.Protocol.Songs;

namespace Playlist.Client.Songs;

internal static class SongDisplay
{
    /// <summary><c>Cruel Summer - Taylor Swift</c>, fit for a terminal.</summary>
    public static string DisplayName(this Song song) => TerminalText.Clean($"{song.Title} - {song.Artist}");
}
