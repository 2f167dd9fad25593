using System.Text.Json;
using System.Text.Json.Serialization;

namespace Playlist.Protocol.Library;

/// <summary>A song that has come into the library (docs/messaging.md): <c>{"id":"0199d5ab-…","song":"5f1d…","title":"Lover","artist":"Taylor Swift","album":"Lover","album_artist":null,"timestamp_utc":"…"}</c></summary>
/// <param name="Id">Of this event: a UUID, version 7; also the message's message-id.</param>
/// <param name="Song">The song's id.</param>
public sealed record SongAdded(
    [property: JsonRequired] Guid Id,
    [property: JsonRequired] string Song,
    [property: JsonRequired] string Title,
    [property: JsonRequired] string Artist,
    string? Album,
    string? AlbumArtist,
    [property: JsonRequired] DateTimeOffset TimestampUtc)
{
    public byte[] ToBody() => JsonSerializer.SerializeToUtf8Bytes(this, SongAddedJson.Default.SongAdded);

    /// <exception cref="FormatException">The body is no such event.</exception>
    public static SongAdded FromBody(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, SongAddedJson.Default.SongAdded) is { Song: not null, Title: not null, Artist: not null } added
                ? added
                : throw new FormatException("A song's event needs a song, a title and an artist.");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"A song's event is no JSON object in UTF-8 with all its members: {exception.Message}", exception);
        }
    }
}

/// <summary>Where the library tells what has changed: a topic exchange, durable.</summary>
public static class LibraryTopology
{
    public const string Exchange = "playlist.library";

    /// <summary>The routing key of <see cref="Library.SongAdded"/>.</summary>
    public const string SongAdded = "song.added";

    /// <summary>The notifier's queue: durable, of one consumer at a time.</summary>
    public const string NotifierQueue = "notifier.library";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SongAdded))]
internal sealed partial class SongAddedJson : JsonSerializerContext;
