using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Playlist.Protocol.Updates;

/// <summary>The routing key of an artist, <c>artist.Taylor Swift</c> (docs/messaging.md, section 3).</summary>
/// <remarks>
/// <code>
/// key     = "artist." encoded           ; at most 255 bytes of UTF-8
///         / "artist." start "%~" hash   ; for longer names; start is cut before a whole character
/// encoded = 1*( plain / "%" 2HEXDIG )   ; "." "*" "#" "%" and control characters, as the bytes of their UTF-8
/// hash    = 32HEXDIG                    ; the first 16 bytes of SHA-256 over the encoded name
/// </code>
/// Different names have different keys, and the first form reads back; "%~" begins no escape, so the forms never meet.
/// </remarks>
public static class RoutingKey
{
    public const string Prefix = "artist.";

    /// <summary>AMQP's own limit: a short string.</summary>
    public const int MaxBytes = 255;

    private const string HashMark = "%~";
    private const int HashBytes = 16;

    /// <summary>The name under which an artist is one: trimmed, runs of spaces as one, Unicode form C.</summary>
    /// <exception cref="ArgumentException">The name is empty, or not well-formed Unicode.</exception>
    public static string Normalize(string artist)
    {
        var words = artist.Normalize(NormalizationForm.FormC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 ? string.Join(' ', words) : throw new ArgumentException("An artist's name is empty.", nameof(artist));
    }

    /// <exception cref="ArgumentException">The name is empty, or not well-formed Unicode.</exception>
    public static string For(string artist)
    {
        var encoded = Encode(Normalize(artist));
        if (Prefix.Length + Encoding.UTF8.GetByteCount(encoded) <= MaxBytes)
        {
            return Prefix + encoded;
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(encoded)).AsSpan(0, HashBytes);
        var room = MaxBytes - Prefix.Length - HashMark.Length - (2 * HashBytes);
        return Prefix + Start(encoded, room) + HashMark + Convert.ToHexStringLower(hash);
    }

    /// <returns>The artist's normalized name, or <see langword="null"/> when the key holds only its hash.</returns>
    /// <exception cref="FormatException">The key is none that <see cref="For"/> makes.</exception>
    public static string? ToArtist(string routingKey)
    {
        if (IsHashed(routingKey))
        {
            return null;
        }

        var artist = routingKey.StartsWith(Prefix, StringComparison.Ordinal) ? Uri.UnescapeDataString(routingKey[Prefix.Length..]) : "";
        return IsKeyOf(routingKey, artist) ? artist : throw new FormatException($"'{routingKey}' is no artist's routing key.");
    }

    /// <summary>Tells a key of the second form: a long one, since only long names are hashed.</summary>
    private static bool IsHashed(string routingKey)
    {
        var mark = routingKey.Length - HashMark.Length - (2 * HashBytes);
        return mark > 0
            && routingKey.StartsWith(Prefix, StringComparison.Ordinal)
            && routingKey.IndexOf(HashMark, StringComparison.Ordinal) == mark
            && routingKey[(mark + HashMark.Length)..].All(char.IsAsciiHexDigitLower)
            && Encoding.UTF8.GetByteCount(routingKey) is > MaxBytes - 4 and <= MaxBytes;
    }

    /// <summary>Compares with what <see cref="For"/> makes: nothing else tells every lower-case escape, double space and needless escape.</summary>
    private static bool IsKeyOf(string routingKey, string artist)
    {
        try
        {
            return routingKey == For(artist);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string Encode(string artist)
    {
        var encoded = new StringBuilder(artist.Length);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in artist.EnumerateRunes())
        {
            if (rune.Value is not ('.' or '*' or '#' or '%') && !Rune.IsControl(rune))
            {
                encoded.Append(rune.ToString());
                continue;
            }

            foreach (var escaped in utf8[..rune.EncodeToUtf8(utf8)])
            {
                encoded.Append(CultureInfo.InvariantCulture, $"%{escaped:X2}");
            }
        }

        return encoded.ToString();
    }

    /// <summary>As many whole characters as fit into <paramref name="maxBytes"/> bytes, and no part of an escape.</summary>
    private static string Start(string encoded, int maxBytes)
    {
        var length = 0;
        var bytes = 0;
        foreach (var rune in encoded.EnumerateRunes())
        {
            if ((bytes += rune.Utf8SequenceLength) > maxBytes)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        var escape = encoded.AsSpan(0, length).LastIndexOf('%');
        return encoded[..(escape >= 0 && escape > length - 3 ? escape : length)];
    }
}
