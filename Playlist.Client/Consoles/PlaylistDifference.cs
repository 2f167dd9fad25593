using System.Globalization;
using Playlist.Client.CommandLine;
using Playlist.Client.Playlists;
using Playlist.Client.Songs;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Consoles;

/// <summary>What was done to a playlist, in a few words: told from what it was and what it is, so also when changes were missed.</summary>
internal static class PlaylistDifference
{
    /// <returns>Such as <c>3. Lover - Taylor Swift added, 12 songs now</c>. Not cleaned.</returns>
    public static IEnumerable<string> Describe(WholePlaylist before, WholePlaylist after)
    {
        if (before.Summary.Name != after.Summary.Name)
        {
            yield return $"this is its new name, before it was {before.Summary.Name}";
        }

        var same = 0;
        while (same < before.Songs.Count && same < after.Songs.Count && before.Songs[same].Id == after.Songs[same].Id)
        {
            same++;
        }

        var sameAtEnd = 0;
        while (sameAtEnd < Math.Min(before.Songs.Count, after.Songs.Count) - same && before.Songs[^(sameAtEnd + 1)].Id == after.Songs[^(sameAtEnd + 1)].Id)
        {
            sameAtEnd++;
        }

        Song[] gone = [.. before.Songs.Skip(same).SkipLast(sameAtEnd)];
        Song[] come = [.. after.Songs.Skip(same).SkipLast(sameAtEnd)];
        if (gone.Length + come.Length > 0)
        {
            yield return $"{Describe(same + 1, gone, come)}, {ListText.Count(after.Songs.Count, "song")} now";
        }
    }

    /// <param name="number">Of the first song that is another, from 1.</param>
    private static string Describe(int number, Song[] gone, Song[] come)
    {
        var (goneIds, comeIds) = (gone.Select(song => song.Id).ToArray(), come.Select(song => song.Id).ToArray());
        return (gone, come) switch
        {
            ([], _) => $"{Describe(number, come)} added",
            (_, []) => $"{Describe(number, gone)} removed",
            _ when goneIds.Skip(1).SequenceEqual(comeIds.SkipLast(1)) && goneIds[0] == comeIds[^1] => Moved(number, number + come.Length - 1, gone[0]),
            _ when goneIds.SkipLast(1).SequenceEqual(comeIds.Skip(1)) && goneIds[^1] == comeIds[0] => Moved(number + gone.Length - 1, number, come[0]),
            _ when goneIds.Order(StringComparer.Ordinal).SequenceEqual(comeIds.Order(StringComparer.Ordinal)) => Text($"{number}-{number + come.Length - 1} in another order"),
            _ => $"{Describe(number, gone)} removed, {Describe(number, come)} added",
        };
    }

    private static string Describe(int number, Song[] songs) =>
        songs is [var song] ? Text($"{number}. {song.DisplayName()}") : Text($"{number}-{number + songs.Length - 1}, {songs.Length:N0} songs,");

    private static string Moved(int from, int to, Song song) => Text($"{from}. {song.DisplayName()} moved to {to}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
