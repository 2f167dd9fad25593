using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Playlist.Protocol.Updates;

namespace Playlist.Notifier.Updates;

internal static class UpdateEndpoints
{
    /// <summary>The longest body: a message of the longest length, each character escaped, and room to spare.</summary>
    private const int MaxBodyBytes = 32 * 1024;

    private const string Example = "send {\"artist\":\"Taylor Swift\",\"message\":\"New album released!\"} as application/json, in UTF-8.";

    public static void MapArtistUpdates(this WebApplication app) => app.MapPost("/updates", PublishAsync);

    private static async Task<IResult> PublishAsync(HttpContext context, ArtistUpdatePublisher publisher, TimeProvider clock)
    {
        var (body, problem) = await ReadAsync(context);
        if (problem is not null)
        {
            return problem;
        }

        if (UpdateRequest.Read(body, out var errors) is not { } request)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var update = ArtistUpdate.Create(request.Artist, request.Message, clock);
        try
        {
            var outcome = await publisher.PublishAsync(update, context.RequestAborted);
            return TypedResults.Ok(new UpdateResponse(update.Id, outcome.ToText()));
        }
        catch (BrokerUnavailableException exception)
        {
            context.Response.Headers.RetryAfter = "5";
            return TypedResults.Problem($"The update was not confirmed. {exception.Message}", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <returns>A JSON object, or the problem with it.</returns>
    private static async Task<(JsonElement Body, ProblemHttpResult? Problem)> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            return Refuse("is not JSON", StatusCodes.Status415UnsupportedMediaType);
        }

        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = MaxBodyBytes;
        try
        {
            var body = await context.Request.ReadFromJsonAsync<JsonElement>(context.RequestAborted);
            return body.ValueKind == JsonValueKind.Object ? (body, null) : Refuse("is no JSON object", StatusCodes.Status400BadRequest);
        }
        catch (JsonException)
        {
            return Refuse("cannot be read", StatusCodes.Status400BadRequest);
        }
        catch (InvalidOperationException)
        {
            // The only way of ReadFromJsonAsync to say that it does not know the content type's charset.
            return Refuse("is in an unknown encoding", StatusCodes.Status415UnsupportedMediaType);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Refuse($"has more than {MaxBodyBytes} bytes", exception.StatusCode);
        }
    }

    private static (JsonElement Body, ProblemHttpResult Problem) Refuse(string what, int statusCode) =>
        (default, TypedResults.Problem($"The body {what}: {Example}", statusCode: statusCode));
}
