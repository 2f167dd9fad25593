using System.Text.Json;
using System.Text.Json.Serialization;

namespace Playlist.Protocol.Playlists;

/// <summary>What is announced of each write (docs/messaging.md): <c>{"playlist":"0193…","name":"Road trip","version":7,"change":"add","timestamp_utc":"…"}</c></summary>
/// <param name="Version">The version that the write has led to.</param>
/// <param name="Change"><c>create</c>, <c>rename</c>, <c>delete</c>, <c>add</c>, <c>remove</c>, <c>move</c>; a reader takes others as a change of any kind.</param>
public sealed record PlaylistChange(string Playlist, string Name, long Version, string Change, DateTimeOffset TimestampUtc)
{
    public const string Deleted = "delete";

    public byte[] ToBody() => JsonSerializer.SerializeToUtf8Bytes(this, PlaylistChangeJson.Default.PlaylistChange);

    /// <exception cref="FormatException">The body is no announcement.</exception>
    public static PlaylistChange FromBody(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, PlaylistChangeJson.Default.PlaylistChange) is { Playlist.Length: > 0, Name: not null, Change: not null, Version: > 0 } change
                ? change
                : throw new FormatException("A playlist's change needs a playlist, a name, a version and a change.");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"A playlist's change is no JSON object in UTF-8: {exception.Message}", exception);
        }
    }
}

/// <summary>Where changes are announced: the topic exchange, and the routing key <c>playlist.&lt;id&gt;</c>.</summary>
public static class PlaylistTopology
{
    public const string Exchange = "playlist.changes";
    public const string EveryPlaylist = "playlist.*";

    public static string RoutingKey(string playlist) => $"playlist.{playlist}";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PlaylistChange))]
internal sealed partial class PlaylistChangeJson : JsonSerializerContext;
