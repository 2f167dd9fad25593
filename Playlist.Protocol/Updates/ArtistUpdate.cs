using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Playlist.Protocol.Updates;

/// <summary>What an artist's followers are told (docs/messaging.md, section 4).</summary>
/// <remarks><c>{"id":"0199d5ab-…","type":"artist_update","artist":"Taylor Swift","message":"New album released!","timestamp_utc":"2025-10-11T22:10:54.248426+00:00","series":"0199d5ab-…","number":7}</c></remarks>
/// <param name="Id">A UUID, version 7; also the message's message-id.</param>
/// <param name="Type">Always <see cref="TypeName"/>.</param>
/// <param name="TimestampUtc">When the notifier accepted it, to the microsecond.</param>
/// <param name="Series">Which count <paramref name="Number"/> is of: the outbox that accepted it. Others' updates have none.</param>
/// <param name="Number">From 1, without gaps for each artist in a series, in the order in which they were accepted.</param>
public sealed record ArtistUpdate(
    [property: JsonRequired] Guid Id,
    [property: JsonRequired] string Type,
    [property: JsonRequired] string Artist,
    [property: JsonRequired] string Message,
    [property: JsonRequired, JsonConverter(typeof(MicrosecondsConverter))] DateTimeOffset TimestampUtc,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? Series = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Number = null)
{
    public const string TypeName = "artist_update";

    /// <summary>A new update, now. The texts are taken as they are: <see cref="UpdateText"/> checks them.</summary>
    public static ArtistUpdate Create(string artist, string message, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return new ArtistUpdate(Guid.CreateVersion7(now), TypeName, artist, message, now);
    }

    /// <returns>The message's body: JSON in UTF-8.</returns>
    public byte[] ToBody() => JsonSerializer.SerializeToUtf8Bytes(this, UpdateJson.Readable.ArtistUpdate);

    /// <param name="body">A message's body; not kept.</param>
    /// <exception cref="FormatException">The body is no artist update; the message tells why.</exception>
    public static ArtistUpdate FromBody(ReadOnlySpan<byte> body)
    {
        ArtistUpdate? update;
        try
        {
            update = JsonSerializer.Deserialize(body, UpdateJson.Readable.ArtistUpdate);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The body is no artist update: {exception.Message}", exception);
        }

        return update switch
        {
            null => throw new FormatException("The body is no artist update: it is null."),
            { Type: not TypeName } => throw new FormatException($"The body's type is '{update.Type}', not '{TypeName}'."),
            { Artist: null } or { Message: null } => throw new FormatException("The body has no artist or no message."),
            _ => update,
        };
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ArtistUpdate))]
internal sealed partial class UpdateJson : JsonSerializerContext
{
    /// <summary>Writes names as they are, where the default would write <c>Beyonc\u00e9</c>.</summary>
    public static UpdateJson Readable { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

/// <summary>ISO 8601 with microseconds, in UTC, as Python's <c>datetime.isoformat()</c> writes it and reads it; without offset it is UTC as well, as the member's name says.</summary>
internal sealed class MicrosecondsConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTime() is { Kind: DateTimeKind.Unspecified } withoutOffset ? new DateTimeOffset(withoutOffset, TimeSpan.Zero) : reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture));
}
