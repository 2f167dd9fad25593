using System.Text.Json;
using System.Text.Json.Serialization;
using Playlist.Protocol.Updates;

namespace Playlist.Notifier.Updates;

/// <summary>What to tell, and about whom: checked, and the artist in the form that names one.</summary>
/// <remarks><c>{"artist":"Taylor Swift","message":"New album released!"}</c>; other members are ignored.</remarks>
internal sealed record UpdateRequest(string Artist, string Message)
{
    /// <param name="body">A JSON object.</param>
    /// <param name="errors">For each field that is wrong, what is.</param>
    /// <returns><see langword="null"/> when there are errors.</returns>
    public static UpdateRequest? Read(JsonElement body, out Dictionary<string, string[]> errors)
    {
        var found = new Dictionary<string, string[]>();
        var artist = Text("artist", UpdateText.MaxArtistLength);
        var message = Text("message", UpdateText.MaxMessageLength);
        errors = found;
        return found.Count > 0 ? null : new UpdateRequest(RoutingKey.Normalize(artist), message);

        string Text(string field, int maxLength)
        {
            var (text, error) = ReadText(body, field);
            if (error is not null || !UpdateText.IsValid(text, maxLength, out error))
            {
                found[field] = [$"'{field}' {error}"];
                return "";
            }

            return text.Trim();
        }
    }

    private static (string? Text, string? Error) ReadText(JsonElement body, string field)
    {
        if (!body.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return (null, "is missing: give it as a text in quotes.");
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            return (null, "is no text: give it as a text in quotes.");
        }

        try
        {
            return (value.GetString(), null);
        }
        catch (InvalidOperationException)
        {
            return (null, "is not well-formed Unicode: it has half of a surrogate pair, or bytes that are not UTF-8.");
        }
    }
}

/// <summary><c>{"id":"0199d5ab-…","status":"accepted"}</c></summary>
internal sealed record AcceptedResponse(Guid Id, string Status);

/// <summary><c>{"id":"0199d5ab-…","artist":"Taylor Swift","message":"…","status":"accepted","accepted_at":"2026-11-26T02:00:00.123456+00:00","finished_at":null,"attempts":3,"error":"unreachable: …"}</c></summary>
/// <param name="Status"><c>accepted</c>, <c>delivered</c>, <c>no_followers</c> or <c>failed</c>.</param>
/// <param name="Error">The last attempt's.</param>
internal sealed record UpdateResponse(
    Guid Id,
    string Artist,
    string Message,
    string Status,
    [property: JsonPropertyName("accepted_at")] DateTimeOffset AcceptedAt,
    [property: JsonPropertyName("finished_at")] DateTimeOffset? FinishedAt,
    int Attempts,
    string? Error);
