using System.Globalization;
using System.Net.Mime;
using System.Text;
using Microsoft.Net.Http.Headers;
using Playlist.Client.Playlists;
using Playlist.Client.Songs;
using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Serving;

/// <summary><c>GET /playlists/{id}/m3u8</c>: a playlist as a file to keep, with paths within the library.</summary>
internal static class PlaylistFileEndpoints
{
    private const string MediaType = "audio/x-mpegurl; charset=utf-8";
    private const string NotInAFileName = "/\\:*?\"<>|";

    public static void MapPlaylistFiles(this WebApplication app) => app.MapGet("/playlists/{id}/m3u8", ExportAsync);

    /// <returns>A name that is one on every system: no folder, nothing hidden, and nothing that turns its ending around.</returns>
    internal static string FileName(string playlist)
    {
        var name = string.Concat(playlist.EnumerateRunes().Select(rune => IsHarmless(rune) ? rune.ToString() : "_")).Trim(' ', '.');
        return (name.Length == 0 ? "playlist" : name) + ".m3u8";
    }

    private static async Task<IResult> ExportAsync(HttpContext context, string id, SongClient client)
    {
        try
        {
            if (id.Length > SongProtocol.MaxPlaylistName)
            {
                throw new SongProtocolException(SongErrorCodes.PlaylistNotFound, $"No playlist has a name of over {SongProtocol.MaxPlaylistName} characters.");
            }

            var (playlist, _) = await PlaylistExport.ExportAsync(client, id, root: null, context.RequestAborted);
            var disposition = new ContentDispositionHeaderValue(DispositionTypeNames.Attachment);
            disposition.SetHttpFileName(FileName(playlist.Name ?? ""));
            context.Response.Headers.ContentDisposition = disposition.ToString();
            context.Response.Headers.CacheControl = "private, no-cache";
            return TypedResults.Text(M3u8Writer.Write(playlist), MediaType, Encoding.UTF8);
        }
        catch (Exception exception) when (ClientEndpoints.IsOfTheSongServer(exception))
        {
            return ClientEndpoints.Problem(context, exception);
        }
    }

    private static bool IsHarmless(Rune rune) =>
        (!rune.IsAscii || !NotInAFileName.Contains((char)rune.Value, StringComparison.Ordinal))
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
