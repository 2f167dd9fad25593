using Playlist.Protocol.Songs;
using Playlist.Server.Library.Scanning;

namespace Playlist.Server.Library;

internal static class LibraryEndpoints
{
    private const string NotHere = "Another process of the server scans this library: ask that one.";

    /// <summary>Maps <c>GET /library</c> (its status), <c>POST /library/scan</c> and <c>DELETE /library/scan</c>.</summary>
    public static void MapLibrary(this WebApplication app)
    {
        app.MapGet("/library", (LibraryStatus status) => Results.Json(status.ToReply(), SongJson.Default.LibraryReply));
        app.MapPost("/library/scan", (LibraryKeeper keeper, LibraryStatus status, bool empty = false) =>
            keeper.TryStartScan(believesEmpty: empty)
                ? Results.Json(status.ToReply(), SongJson.Default.LibraryReply, statusCode: StatusCodes.Status202Accepted)
                : Results.Problem(NotHere, statusCode: StatusCodes.Status409Conflict));
        app.MapDelete("/library/scan", (LibraryKeeper keeper, LibraryStatus status) =>
            keeper.TryCancelScan()
                ? Results.Json(status.ToReply(), SongJson.Default.LibraryReply)
                : Results.Problem(NotHere, statusCode: StatusCodes.Status409Conflict));
    }
}
