using System.Text.Json;
using System.Text.Json.Serialization;
using Playlist.Client.Inbox;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Client.Serving;

/// <summary>An update as <c>GET /updates</c> lists it.</summary>
internal sealed record HeardUpdate(Guid Id, string Artist, string Message, [property: JsonPropertyName("timestamp_utc")] DateTimeOffset TimestampUtc, bool Read, [property: JsonPropertyName("trace_id")] string? TraceId);

/// <summary><c>{"ids":["0199d5ab-…"]}</c></summary>
/// <param name="Ids">Absent, all.</param>
internal sealed record ReadRequest(IReadOnlyList<Guid>? Ids);

/// <summary><c>{"read":3}</c></summary>
/// <param name="Read">How many are read that were not.</param>
internal sealed record ReadReply(int Read);

internal static class UpdateEndpoints
{
    /// <summary>How many are listed, and may be marked as read in one request.</summary>
    public const int MaxUpdates = 1000;

    private const int MaxBodyBytes = 64 * 1024;

    /// <summary><c>GET /updates?unread=true&amp;since=2h</c>: what this client has heard, the newest first. <c>POST /updates/read</c> marks it as read.</summary>
    public static void MapUpdates(this WebApplication app)
    {
        app.MapGet("/updates", ListAsync);
        app.MapPost("/updates/read", ReadAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, IInbox inbox, TimeProvider time, string? unread, string? since)
    {
        var errors = new Dictionary<string, string[]>();
        if (!bool.TryParse(unread ?? "false", out var unreadOnly))
        {
            errors["unread"] = ["It must be true or false."];
        }

        DateTimeOffset start = default;
        if (since is not null && !InboxText.TryParseSince(since, time.GetUtcNow(), out start))
        {
            errors["since"] = [$"It must be a time: {InboxText.SinceExample}."];
        }

        return errors.Count > 0
            ? TypedResults.ValidationProblem(errors)
            : await AnswerAsync(context, async () =>
                (await inbox.ListAsync(new InboxQuery(unreadOnly, since is null ? null : start), MaxUpdates, context.RequestAborted))
                    .Select(update => new HeardUpdate(update.Id, update.Artist, update.Message, update.Time, update.IsRead, update.TraceId)));
    }

    private static async Task<IResult> ReadAsync(HttpContext context, IInbox inbox)
    {
        var (request, isBad) = await ReadRequestAsync(context);
        if (isBad || request?.Ids?.Count > MaxUpdates)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>
            {
                ["ids"] = [$"Send {{\"ids\":[\"0199d5ab-61c9-7001-8000-0123456789ab\"]}} as application/json, with at most {MaxUpdates} of them, or no body: then all are read."],
            });
        }

        return await AnswerAsync(context, async () =>
            new ReadReply(request?.Ids is { } ids ? await inbox.MarkReadAsync(ids.ToHashSet(), context.RequestAborted) : await inbox.MarkAllReadAsync(context.RequestAborted)));
    }

    private static async Task<(ReadRequest? Request, bool IsBad)> ReadRequestAsync(HttpContext context)
    {
        if (context.Request.ContentLength is null or 0 && !context.Request.HasJsonContentType())
        {
            return (null, false);
        }

        ClientEndpoints.Limit(context, MaxBodyBytes);
        try
        {
            return (await context.Request.ReadFromJsonAsync<ReadRequest>(context.RequestAborted), false);
        }
        catch (Exception exception) when (exception is JsonException or BadHttpRequestException or InvalidOperationException)
        {
            return (null, true);
        }
    }

    private static async Task<IResult> AnswerAsync<T>(HttpContext context, Func<Task<T>> answer)
    {
        try
        {
            return TypedResults.Ok(await answer());
        }
        catch (StorageException exception)
        {
            return ClientEndpoints.Problem(context, exception.Message, StatusCodes.Status503ServiceUnavailable, "storage_unavailable");
        }
    }
}
