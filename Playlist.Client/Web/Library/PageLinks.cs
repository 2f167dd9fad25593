namespace Playlist.Client.Web.Library;

/// <summary>The addresses of what is shown.</summary>
internal static class PageLinks
{
    public static string Artist(string name) => $"artist?name={Uri.EscapeDataString(name)}";

    /// <param name="artist"><see langword="null"/> when it has songs of several.</param>
    public static string Album(string name, string? artist) =>
        $"album?name={Uri.EscapeDataString(name)}{(artist is null ? "" : $"&artist={Uri.EscapeDataString(artist)}")}";

    public static string Cover(string song) => $"songs/{Uri.EscapeDataString(song)}/cover";

    public static string Playlist(string id) => $"playlist?id={Uri.EscapeDataString(id)}";
}
