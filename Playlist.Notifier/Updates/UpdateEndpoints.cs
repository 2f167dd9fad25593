using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Playlist.Protocol.Updates;

namespace Playlist.Notifier.Updates;

/// <summary><c>{"artist":"Taylor Swift","message":"New album released!"}</c></summary>
internal sealed record UpdateRequest(string? Artist, string? Message);

/// <summary><c>{"id":"0199d5ab-…","outcome":"delivered"}</c></summary>
/// <param name="Outcome"><c>delivered</c>, or <c>no_followers</c> when nobody follows the artist.</param>
internal sealed record UpdateResponse(Guid Id, string Outcome);

internal static class UpdateEndpoints
{
    /// <summary>The longest body: a message of the longest length, each character escaped, and room to spare.</summary>
    private const int MaxBodyBytes = 32 * 1024;

    private const string Example = "send {\"artist\":\"Taylor Swift\",\"message\":\"New album released!\"} as application/json.";

    public static void MapArtistUpdates(this WebApplication app) => app.MapPost("/updates", PublishAsync);

    private static async Task<IResult> PublishAsync(HttpContext context, ArtistUpdatePublisher publisher, TimeProvider clock)
    {
        var (request, problem) = await ReadAsync(context);
        if (request is null)
        {
            return problem!;
        }

        var errors = new Dictionary<string, string[]>();
        Check("artist", request.Artist, UpdateText.MaxArtistLength);
        Check("message", request.Message, UpdateText.MaxMessageLength);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var update = ArtistUpdate.Create(RoutingKey.Normalize(request.Artist!), request.Message!.Trim(), clock);
        try
        {
            var outcome = await publisher.PublishAsync(update, context.RequestAborted);
            return TypedResults.Ok(new UpdateResponse(update.Id, outcome == PublishOutcome.Delivered ? "delivered" : "no_followers"));
        }
        catch (BrokerUnavailableException exception)
        {
            context.Response.Headers.RetryAfter = "5";
            return TypedResults.Problem(exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        void Check(string field, string? text, int maxLength)
        {
            if (!UpdateText.IsValid(text, maxLength, out var error))
            {
                errors[field] = [$"'{field}' {error}"];
            }
        }
    }

    private static async Task<(UpdateRequest? Request, ProblemHttpResult? Problem)> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            return (null, TypedResults.Problem($"The body is not JSON: {Example}", statusCode: StatusCodes.Status415UnsupportedMediaType));
        }

        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = MaxBodyBytes;
        try
        {
            if (await context.Request.ReadFromJsonAsync<UpdateRequest>(context.RequestAborted) is { } request)
            {
                return (request, null);
            }
        }
        catch (JsonException)
        {
            // Answered below.
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, TypedResults.Problem($"The body has more than {MaxBodyBytes} bytes: {Example}", statusCode: exception.StatusCode));
        }

        return (null, TypedResults.Problem($"The body cannot be read: {Example}", statusCode: StatusCodes.Status400BadRequest));
    }
}
