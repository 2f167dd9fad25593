namespace Playlist.Notifier.Outbox;

/// <summary>What became of an update; the numbers are stored.</summary>
internal enum UpdateStatus
{
    Accepted = 0,
    Delivered = 1,
    NoFollowers = 2,
    Failed = 3,
}

internal static class UpdateStatusExtensions
{
    /// <summary>As answers and spans have it.</summary>
    public static string ToText(this UpdateStatus status) => status switch
    {
        UpdateStatus.Accepted => "accepted",
        UpdateStatus.Delivered => "delivered",
        UpdateStatus.NoFollowers => "no_followers",
        _ => "failed",
    };
}
