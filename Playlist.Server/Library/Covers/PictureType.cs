namespace Playlist.Server.Library.Covers;

/// <summary>Tells pictures by their first bytes: names and tags say anything.</summary>
internal static class PictureType
{
    /// <summary>So many bytes tell.</summary>
    public const int Bytes = 12;

    /// <returns>The media type, or <see langword="null"/> when it is none of the four that are sent.</returns>
    public static string? Of(ReadOnlySpan<byte> first) =>
        first.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : first.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : first.StartsWith("GIF87a"u8) || first.StartsWith("GIF89a"u8) ? "image/gif"
        : first.StartsWith("RIFF"u8) && first.Length >= Bytes && first[8..].StartsWith("WEBP"u8) ? "image/webp"
        : null;
}
