namespace Playlist.Notifier.Updates;

internal enum PublishOutcome
{
    Delivered,
    NoFollowers,
}

internal static class PublishOutcomeExtensions
{
    /// <summary>As answers and spans have it.</summary>
    public static string ToText(this PublishOutcome outcome) => outcome switch
    {
        PublishOutcome.Delivered => "delivered",
        _ => "no_followers",
    };
}
