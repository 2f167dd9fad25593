using Playlist.Protocol.Songs;
using Playlist.Server.Library.Scanning;

namespace Playlist.Server.Library;

internal static class LibraryEndpoints
{
    /// <summary>Maps <c>GET /library</c> (its status), <c>POST /library/scan</c> and <c>DELETE /library/scan</c>.</summary>
    public static void MapLibrary(this WebApplication app)
    {
        app.MapGet("/library", (LibraryStatus status) => Results.Json(status.ToReply(), SongJson.Default.LibraryReply));
        app.MapPost("/library/scan", (ScanRequests requests, LibraryStatus status, CancellationToken cancellationToken, bool empty = false) =>
            AnswerAsync(requests.StartAsync(believesEmpty: empty, cancellationToken), status, StatusCodes.Status202Accepted));
        app.MapDelete("/library/scan", (ScanRequests requests, LibraryStatus status, CancellationToken cancellationToken) =>
            AnswerAsync(requests.CancelAsync(cancellationToken), status, StatusCodes.Status200OK));
    }

    private static async Task<IResult> AnswerAsync(Task request, LibraryStatus status, int statusCode)
    {
        try
        {
            await request;
            return Results.Json(status.ToReply(), SongJson.Default.LibraryReply, statusCode: statusCode);
        }
        catch (SongProtocolException exception)
        {
            return Results.Problem(exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
