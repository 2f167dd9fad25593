using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Playlist.Protocol.Library;
using Playlist.Protocol.Playlists;

namespace Playlist.Protocol.Songs;

/// <summary>The JSON of the song protocol: snake_case, nothing written for absent members, unknown members ignored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SongRequest))]
[JsonSerializable(typeof(HelloRequest))]
[JsonSerializable(typeof(SongsRequest))]
[JsonSerializable(typeof(PlayRequest))]
[JsonSerializable(typeof(StopRequest))]
[JsonSerializable(typeof(SongReply))]
[JsonSerializable(typeof(HelloReply))]
[JsonSerializable(typeof(SongsReply))]
[JsonSerializable(typeof(PlayReply))]
[JsonSerializable(typeof(StopReply))]
[JsonSerializable(typeof(StreamEnd))]
[JsonSerializable(typeof(NamedSongRequest))]
[JsonSerializable(typeof(ArtistsRequest))]
[JsonSerializable(typeof(AlbumsRequest))]
[JsonSerializable(typeof(MatchRequest))]
[JsonSerializable(typeof(ListRequest))]
[JsonSerializable(typeof(SongDetailsReply))]
[JsonSerializable(typeof(ArtistsReply))]
[JsonSerializable(typeof(AlbumsReply))]
[JsonSerializable(typeof(CoverReply))]
[JsonSerializable(typeof(MatchReply))]
[JsonSerializable(typeof(LibraryReply))]
[JsonSerializable(typeof(SkippedFilesReply))]
[JsonSerializable(typeof(PlaylistRequest))]
[JsonSerializable(typeof(CreatePlaylistRequest))]
[JsonSerializable(typeof(ChangePlaylistRequest))]
[JsonSerializable(typeof(PlaylistsReply))]
[JsonSerializable(typeof(PlaylistReply))]
public sealed partial class SongJson : JsonSerializerContext
{
    /// <summary>Leaves "How It's Done" as it is: these lines are read by people and never embedded in HTML.</summary>
    internal static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
}

/// <summary>Reads anything but a string as absent, for members that must never spoil a request.</summary>
internal sealed class LenientStringConverter : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString();
        }

        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
