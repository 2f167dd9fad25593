using System.Text.Json;
using System.Text.Json.Serialization;
using Playlist.Notifier.Updates;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Notifier.DeadLetters;

/// <summary><c>{"dead_letters":[…],"dropped":0}</c>, newest first.</summary>
/// <param name="Dropped">How many had to make room, ever.</param>
internal sealed record DeadLettersResponse([property: JsonPropertyName("dead_letters")] IReadOnlyList<DeadLetterResponse> DeadLetters, long Dropped);

/// <param name="Artist">With <paramref name="Message"/> <see langword="null"/> when it is no artist update.</param>
internal sealed record DeadLetterResponse(string Id, string Queue, string? Artist, string? Message, string Reason, DateTimeOffset Time);

/// <summary><c>{"sent":2,"gone":0}</c></summary>
/// <param name="Gone">Their queue is no more: they stay listed.</param>
internal sealed record SentAgainResponse(int Sent, int Gone);

internal static class DeadLetterEndpoints
{
    public static void MapDeadLetters(this WebApplication app)
    {
        app.MapGet("/dead-letters", ListAsync);
        app.MapPost("/dead-letters/send-again", SendAgainAsync);
    }

    private static async Task<IResult> ListAsync(DeadLetterStore store, HttpContext context)
    {
        try
        {
            return TypedResults.Ok(await store.ListAsync(context.RequestAborted));
        }
        catch (StorageException exception)
        {
            return TypedResults.Problem(exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> SendAgainAsync(DeadLetterSender sender, HttpContext context)
    {
        string? id = null;
        try
        {
            var body = context.Request.HasJsonContentType() ? await context.Request.ReadFromJsonAsync<JsonElement>(context.RequestAborted) : default;
            if (body.ValueKind == JsonValueKind.Object && body.TryGetProperty("id", out var only) && only.ValueKind != JsonValueKind.Null)
            {
                id = only.GetString();
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return TypedResults.Problem("Send {} for all, or {\"id\":\"…\"} for one, as application/json.", statusCode: StatusCodes.Status400BadRequest);
        }

        try
        {
            var answer = await sender.SendAsync(id, context.RequestAborted);
            return id is not null && answer is { Sent: 0, Gone: 0 }
                ? TypedResults.Problem($"There is no dead letter {id}.", statusCode: StatusCodes.Status404NotFound)
                : TypedResults.Ok(answer);
        }
        catch (Exception exception) when (exception is StorageException or PublishFailedException)
        {
            context.Response.Headers.RetryAfter = "5";
            return TypedResults.Problem($"Not all were sent. {exception.Message} Those that were not are still listed.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
