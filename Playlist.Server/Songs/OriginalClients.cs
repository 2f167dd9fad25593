using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Playlist.Protocol.Songs;
using Playlist.Server.Library;

namespace Playlist.Server.Songs;

/// <summary>People at a terminal, and the two clients of the Python project that this one grew out of (docs/song-protocol.md, section 5).</summary>
/// <remarks>
/// <c>Cruel Summer</c> is answered with <c>Playing song: Cruel Summer</c>, and <c>{"song":"Cruel Summer","timestamp":3,"node_id":"CLIENT_1"}</c>
/// with <c>{"message":"Playing song: Cruel Summer","timestamp":4}</c>. Neither side ends its words with a line end.
/// </remarks>
internal sealed partial class OriginalClients(SongLibrary library, ServerTelemetry telemetry)
{
    /// <summary>A first request that stays incomplete for so long is not going to end.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private long _clock;

    /// <param name="request">What the client sent first, without a line end.</param>
    /// <param name="refusal">Why no request is answered any more.</param>
    /// <returns>The whole answer, after which the connection ends; <see langword="null"/> when this is none of these clients.</returns>
    public byte[]? TryAnswer(ReadOnlySequence<byte> request, SongProtocolException? refusal)
    {
        if (request.IsEmpty || request.FirstSpan[0] != '{')
        {
            return Encoding.UTF8.GetBytes(Play(Encoding.UTF8.GetString(request), refusal));
        }

        if (Parse(request) is not { Op: null, Song: { } song } later)
        {
            return null;
        }

        var answer = new LaterAnswer(Play(song, refusal), Tick(later.Timestamp ?? 0));
        return JsonSerializer.SerializeToUtf8Bytes(answer, OriginalJson.Default.LaterAnswer);
    }

    private string Play(string name, SongProtocolException? refusal)
    {
        using var call = telemetry.StartCall(SongOps.Play, traceparent: null, tracestate: null);
        try
        {
            var song = refusal is null ? library.Current.Find(name).Song : throw refusal;
            call.SetSong(song);
            return PlayOperation.PlayMessage(song);
        }
        catch (SongProtocolException exception)
        {
            call.Fail(exception.Code);
            return exception.Message;
        }
    }

    /// <summary>Lamport's clock: the greater of both, plus one. A number that no counting reaches is not believed.</summary>
    private long Tick(long theirs)
    {
        lock (_lock)
        {
            return _clock = Math.Max(_clock, theirs is > 0 and < SongProtocol.MaxId ? theirs : 0) + 1;
        }
    }

    private static LaterRequest? Parse(ReadOnlySequence<byte> request)
    {
        try
        {
            return SongLine.Parse(request, OriginalJson.Default.LaterRequest);
        }
        catch (SongProtocolException)
        {
            return null;
        }
    }

    private sealed record LaterRequest(JsonElement? Op, string? Song, long? Timestamp);

    private sealed record LaterAnswer(string Message, long Timestamp);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(LaterRequest))]
    [JsonSerializable(typeof(LaterAnswer))]
    private sealed partial class OriginalJson : JsonSerializerContext;
}
