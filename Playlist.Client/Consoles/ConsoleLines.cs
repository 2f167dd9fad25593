namespace Playlist.Client.Consoles;

/// <summary>Lines for people, fit for a terminal.</summary>
internal static class ConsoleLines
{
    /// <summary>What a one-shot prints between tabs, between commas, and without what is not known.</summary>
    public static string Sentence(string fields) => string.Join(", ", fields.Split('\t', StringSplitOptions.RemoveEmptyEntries));
}
