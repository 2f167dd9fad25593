using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Playlist.Notifier.Outbox;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Notifier.Updates;

internal static class UpdateEndpoints
{
    /// <summary>The longest body: a message of the longest length, each character escaped, and room to spare.</summary>
    private const int MaxBodyBytes = 32 * 1024;

    private const string Example = "send {\"artist\":\"Taylor Swift\",\"message\":\"New album released!\"} as application/json, in UTF-8.";

    public static void MapArtistUpdates(this WebApplication app)
    {
        app.MapPost("/updates", AcceptAsync);
        app.MapGet("/updates/{id:guid}", FindAsync);
    }

    private static async Task<IResult> AcceptAsync(HttpContext context, UpdateOutbox outbox, IOptions<OutboxOptions> options)
    {
        if (!IdempotencyKey.TryRead(context.Request.Headers, out var key, out var problem))
        {
            return problem;
        }

        var (body, unreadable) = await ReadAsync(context);
        if (unreadable is not null)
        {
            return unreadable;
        }

        if (UpdateRequest.Read(body, out var errors) is not { } request)
        {
            return TypedResults.ValidationProblem(errors);
        }

        try
        {
            var update = new NewUpdate(request.Artist, request.Message, IdempotencyKey: key).Within(Activity.Current);
            var (acceptance, id) = await outbox.AcceptAsync(update, context.RequestAborted);
            return acceptance switch
            {
                Acceptance.Accepted => TypedResults.Accepted($"/updates/{id}", new AcceptedResponse(id, UpdateStatus.Accepted.ToText())),
                Acceptance.KeyTaken => TypedResults.Problem($"This {IdempotencyKey.Header} was another update's, {id}: give each update a key of its own.", statusCode: StatusCodes.Status422UnprocessableEntity),
                _ => Refuse(context, $"The outbox is full: {options.Value.MaxPending} updates wait for RabbitMQ. See that it runs, or raise {OutboxOptions.SectionName}:{nameof(OutboxOptions.MaxPending)}; then send the update again."),
            };
        }
        catch (StorageException exception) when (exception.IsFull)
        {
            return TypedResults.Problem($"The update was not accepted. {exception.Message}", statusCode: StatusCodes.Status507InsufficientStorage);
        }
        catch (StorageException exception)
        {
            return Refuse(context, $"The update was not accepted. {exception.Message}");
        }
    }

    private static async Task<IResult> FindAsync(Guid id, HttpContext context, Database<OutboxContext> database)
    {
        try
        {
            var row = await database.ReadAsync(outbox => outbox.Updates.AsNoTracking().SingleOrDefaultAsync(update => update.Id == id, context.RequestAborted), context.RequestAborted);
            return row is null
                ? TypedResults.Problem($"There is no update {id}, or it was finished long ago.", statusCode: StatusCodes.Status404NotFound)
                : TypedResults.Ok(new UpdateResponse(row.Id, row.Artist, row.Message, row.Status.ToText(), row.AcceptedAt, row.FinishedAt, row.Attempts, row.Error));
        }
        catch (StorageException exception)
        {
            return Refuse(context, exception.Message);
        }
    }

    private static ProblemHttpResult Refuse(HttpContext context, string detail)
    {
        context.Response.Headers.RetryAfter = "5";
        return TypedResults.Problem(detail, statusCode: StatusCodes.Status503ServiceUnavailable);
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
