using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Playlist.Client.Songs;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Serving;

/// <summary><c>{"song":"Cruel Summer"}</c></summary>
internal sealed record PlaySongRequest(string? Song);

/// <summary><c>{"message":"Playing song: Cruel Summer","song":{…},"type":"audio/mpeg","bytes":250880,"checksum":"xxh3:…"}</c></summary>
/// <param name="Bytes">How many bytes were received: all of the song's.</param>
internal sealed record PlayedSong(string? Message, Song? Song, string? Type, long Bytes, string? Checksum);

internal static class ClientEndpoints
{
    internal const int MaxSongLength = 500;
    private const int MaxBodyBytes = 8 * 1024;

    private const string Example = "Send {\"song\":\"Cruel Summer\"} as application/json.";

    /// <summary><c>POST /play</c>: requests a song, receives all of it, and tells so.</summary>
    public static void MapPlay(this WebApplication app) => app.MapPost("/play", PlayAsync);

    private static async Task<IResult> PlayAsync(HttpContext context, SongClient client)
    {
        var song = await ReadSongAsync(context);
        if (string.IsNullOrWhiteSpace(song) || song.Length > MaxSongLength)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["song"] = [$"Name a song, in 1 to {MaxSongLength} characters. {Example}"] });
        }

        try
        {
            await using var playback = await client.PlayAsync(song, range: default, context.RequestAborted);
            await playback.Content.CopyToAsync(Stream.Null, context.RequestAborted);
            var end = await playback.Ended;
            var reply = playback.Reply;
            return TypedResults.Ok(new PlayedSong(reply.Message, reply.Song, reply.Type, end.Bytes ?? 0, end.Checksum));
        }
        catch (Exception exception) when (IsOfTheSongServer(exception))
        {
            return Problem(context, exception);
        }
    }

    /// <returns>The song's name; <see langword="null"/> when the body has none.</returns>
    private static async Task<string?> ReadSongAsync(HttpContext context)
    {
        Limit(context, MaxBodyBytes);
        try
        {
            return context.Request.HasJsonContentType() ? (await context.Request.ReadFromJsonAsync<PlaySongRequest>(context.RequestAborted))?.Song : null;
        }
        catch (Exception exception) when (exception is JsonException or BadHttpRequestException)
        {
            return null;
        }
    }

    private static int Status(string code) => code switch
    {
        SongErrorCodes.SongNotFound or SongErrorCodes.CoverNotFound or SongErrorCodes.PlaylistNotFound => StatusCodes.Status404NotFound,
        SongErrorCodes.AmbiguousSong or SongErrorCodes.Changed or SongErrorCodes.Conflict or SongErrorCodes.PlaylistExists or SongErrorCodes.PlaylistFull => StatusCodes.Status409Conflict,
        SongErrorCodes.BadRequest or SongErrorCodes.BadRange => StatusCodes.Status400BadRequest,
        SongErrorCodes.TooManyStreams or SongErrorCodes.GoingAway or SongErrorCodes.StorageUnavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status502BadGateway,
    };

    /// <summary>The body may be so long.</summary>
    internal static void Limit(HttpContext context, int maxBodyBytes)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = maxBodyBytes;
        }
    }

    /// <summary>What <see cref="SongClient"/> throws, when the server refuses, is away, or sends what cannot be right.</summary>
    internal static bool IsOfTheSongServer(Exception exception) => exception is SongProtocolException or SongServerUnavailableException or InvalidDataException;

    internal static ProblemHttpResult Problem(HttpContext context, Exception exception)
    {
        var (status, code) = exception switch
        {
            SongProtocolException refusal => (Status(refusal.Code), refusal.Code),
            SongServerUnavailableException { IsTimeout: true } => (StatusCodes.Status504GatewayTimeout, "unavailable"),
            SongServerUnavailableException => (StatusCodes.Status503ServiceUnavailable, "unavailable"),
            _ => (StatusCodes.Status502BadGateway, "checksum_mismatch"),
        };
        return Problem(context, exception.Message, status, code);
    }

    /// <returns>The server's etag as a header has it; <see langword="null"/> when it cannot be there.</returns>
    internal static EntityTagHeaderValue? EntityTag(string? etag) => etag is not null && EntityTagHeaderValue.TryParse($"\"{etag}\"", out var tag) ? tag : null;

    internal static ProblemHttpResult Problem(HttpContext context, string detail, int status, string code)
    {
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "5";
        }

        return TypedResults.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });
    }
}
