using System.Globalization;

namespace Playlist.Client.Consoles;

/// <summary>A place in a song as people type it: <c>1:23</c>, <c>1:02:03</c>, <c>83</c>; or, with <c>+</c> or <c>-</c>, so much on or back.</summary>
/// <param name="Time">Less than zero is back.</param>
/// <param name="IsRelative">Whether it counts from where the song is.</param>
internal readonly record struct SeekPosition(TimeSpan Time, bool IsRelative)
{
    private const int MaxParts = 3;
    private const int MaxDigits = 6;

    public TimeSpan From(TimeSpan now) => IsRelative ? now + Time : Time;

    /// <returns><see langword="null"/> when it is none.</returns>
    public static SeekPosition? Parse(string typed)
    {
        var sign = typed is ['+' or '-', ..] ? typed[0] : default;
        var parts = (sign == default ? typed : typed[1..]).Trim().Split(':');
        var seconds = 0L;
        foreach (var part in parts)
        {
            if (parts.Length > MaxParts || part.Length > MaxDigits || !int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            seconds = (seconds * 60) + number;
        }

        return new SeekPosition(TimeSpan.FromSeconds(sign == '-' ? -seconds : seconds), sign != default);
    }
}
