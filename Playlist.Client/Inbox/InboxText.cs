using System.Globalization;
using System.Text.RegularExpressions;

namespace Playlist.Client.Inbox;

/// <summary>The inbox in words, as people write and read them.</summary>
internal static partial class InboxText
{
    public const string SinceExample = "30m, 2h, 3d or 2026-11-25";

    /// <summary><c>3 older updates were dropped</c></summary>
    public static string Of(Dropped dropped) =>
        dropped.Count == 1 ? "1 older update was dropped" : string.Create(CultureInfo.InvariantCulture, $"{dropped.Count:N0} older updates were dropped");

    /// <summary>Its artist, what it says, and when, in local time; with tabs between them.</summary>
    public static string Of(InboxUpdate update) =>
        string.Create(CultureInfo.InvariantCulture, $"{TerminalText.Clean(update.Artist)}\t{TerminalText.Clean(update.Message)}\t{update.Time.ToLocalTime():yyyy-MM-dd HH:mm}");

    /// <param name="text">So many minutes, hours or days ago (<c>30m</c>, <c>2h</c>, <c>3d</c>), or a date or time of ISO 8601, local unless it has an offset.</param>
    public static bool TryParseSince(string text, DateTimeOffset now, out DateTimeOffset since)
    {
        if (Ago().Match(text) is { Success: true } ago)
        {
            var count = int.Parse(ago.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            since = now - (ago.Groups[2].Value switch
            {
                "m" => TimeSpan.FromMinutes(count),
                "h" => TimeSpan.FromHours(count),
                _ => TimeSpan.FromDays(count),
            });
            return true;
        }

        return DateTimeOffset.TryParseExact(
            text,
            ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeLocal,
            out since);
    }

    [GeneratedRegex(@"\A([0-9]{1,5})([mhd])\z", RegexOptions.CultureInvariant)]
    private static partial Regex Ago();
}
