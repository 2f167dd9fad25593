namespace Playlist.Server.Library.Covers;

/// <summary>The files that are the covers of the songs beside them, the first first.</summary>
internal static class CoverNames
{
    private static readonly string[] All = ["cover.jpg", "cover.jpeg", "cover.png", "folder.jpg", "folder.jpeg", "folder.png"];

    /// <summary>In any letter case.</summary>
    /// <returns>The place among them, or -1.</returns>
    public static int IndexOf(string name) => Array.FindIndex(All, cover => string.Equals(cover, name, StringComparison.OrdinalIgnoreCase));
}
