using System.Text.Json;
using System.Text.Json.Serialization;
using Playlist.Client.Playing;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Web.Playing;

/// <summary>A queue as a tab keeps it, so that a page that is loaded anew goes on: <c>{"songs":[…],"at":3,"shuffle":false,"repeat":0}</c></summary>
internal sealed record SavedQueue(IReadOnlyList<Song> Songs, int At, bool Shuffle, Repeat Repeat)
{
    /// <summary>In UTF-16 code units; a longer one is not kept.</summary>
    public const int MaxLength = 512 * 1024;

    /// <returns><see langword="null"/> when it is too long to be kept.</returns>
    public string? ToJson() => JsonSerializer.Serialize(this, SavedQueueJson.Default.SavedQueue) is { Length: <= MaxLength } json ? json : null;

    /// <returns><see langword="null"/> when the text is no queue: a tab may have kept it for another version.</returns>
    public static SavedQueue? FromJson(string json)
    {
        try
        {
            var saved = JsonSerializer.Deserialize(json, SavedQueueJson.Default.SavedQueue);
            return saved is { Songs.Count: > 0 and <= PagePlayer.MaxSongs } && saved.At >= 0 && saved.At < saved.Songs.Count && Enum.IsDefined(saved.Repeat)
                && saved.Songs.All(song => song is { Id: not null, Title: not null, Artist: not null })
                ? saved
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SavedQueue))]
internal sealed partial class SavedQueueJson : JsonSerializerContext;
