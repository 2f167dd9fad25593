using Google.Protobuf;

namespace Playlist.Otlp.Decoding;

/// <summary>A trace's or a span's id: bytes, of which not all are zero.</summary>
internal static class Identifier
{
    private const int TraceBytes = 16;
    private const int SpanBytes = 8;

    public static bool TryReadTrace(ByteString id, out string hex) => TryRead(id, TraceBytes, out hex);

    public static bool TryReadSpan(ByteString id, out string hex) => TryRead(id, SpanBytes, out hex);

    /// <param name="hex">Lower-case digits; empty when it is not an id.</param>
    private static bool TryRead(ByteString id, int length, out string hex)
    {
        var valid = id.Length == length && id.Span.ContainsAnyExcept((byte)0);
        hex = valid ? StringPool.Intern(Convert.ToHexStringLower(id.Span)) : "";
        return valid;
    }
}
