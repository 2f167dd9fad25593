using System.Globalization;
using Playlist.Client.Songs;
using Playlist.Protocol.Library;
using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;

namespace Playlist.Client.CommandLine;

/// <summary>One line for each thing listed: its name first, so that <c>cut -f1</c> gives the names. Fit for a terminal; no field has a tab.</summary>
internal static class ListText
{
    public static string Of(Artist artist) => Line(artist.Name, Count(artist.Songs, "song"), Count(artist.Albums, "album"));

    public static string Of(Album album) => Line(album.Name, album.Artist ?? "various artists", album.Year?.ToString(CultureInfo.InvariantCulture) ?? "", Count(album.Songs, "song"), Duration(album.Duration));

    public static string Of(PlaylistSummary playlist) =>
        Line(playlist.Name, Count(playlist.Songs, "song"), playlist.Missing > 0 ? $"{playlist.Missing} missing" : "", Duration(playlist.Duration));

    public static string Of(SkippedFile file) => Line(file.Path, file.Reason);

    /// <param name="position">From 0; people count from 1.</param>
    public static string Of(int position, Song song) => string.Create(CultureInfo.InvariantCulture, $"{position + 1}. {song.DisplayName()}{(song.Missing is true ? " (missing)" : song.DuplicateOf is not null ? " (duplicate)" : "")}");

    /// <returns><c>3:41</c>, <c>1:02:03</c>; empty when it is not known.</returns>
    public static string Duration(double? seconds) =>
        seconds is not (>= 0 and < 1e9) ? "" : TimeSpan.FromSeconds(Math.Round(seconds.Value)) is var time && time.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time:mm\\:ss}")
            : time.ToString("m\\:ss", CultureInfo.InvariantCulture);

    public static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");

    private static string Line(params string[] fields) => string.Join('\t', fields.Select(TerminalText.Clean)).TrimEnd('\t');
}
