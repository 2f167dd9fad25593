namespace Playlist.Server.Library.Scanning;

/// <summary>What becomes of a file in a scan: attributes of <see cref="ServerTelemetry.ScannedFiles"/>.</summary>
internal static class ScanOutcomes
{
    public const string Added = "added";
    public const string Changed = "changed";
    public const string Moved = "moved";
    public const string Removed = "removed";
    public const string Skipped = "skipped";

    /// <summary>Not to be read now: the next scan tries again.</summary>
    public const string Failed = "failed";

    /// <summary>Still being written: looked at again soon.</summary>
    public const string Growing = "growing";

    public const string Unchanged = "unchanged";
}
