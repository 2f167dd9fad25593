using Playlist.Client.Songs;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Web.Layout;

/// <summary>What the browser's tab says.</summary>
internal static class PageTitles
{
    /// <param name="client">The client's name, if it has one.</param>
    public static string Of(string? client) => client is null ? "Playlist" : $"Playlist: {client}";

    /// <summary><c>▶ Cruel Summer - Taylor Swift</c></summary>
    public static string Of(Song song) => $"▶ {song.DisplayName()}";
}
