using System.Buffers.Binary;
using System.Text;

namespace Playlist.Server.Tests.Library;

/// <summary>Small audio files, byte by byte, where no ffmpeg is.</summary>
internal static class HandmadeAudio
{
    /// <summary>1,152 samples at 44,100 Hz.</summary>
    public const double FrameSeconds = 1152 / 44100d;

    private const int FrameBytes = 417;

    /// <summary>An MP3 of silence: <c>FF FB 90 00</c> is MPEG 1, layer III, 128 kbit/s, 44,100 Hz, stereo.</summary>
    /// <param name="tag">What comes before the frames: see <see cref="Id3"/>.</param>
    public static byte[] Mp3(byte[]? tag = null, int frames = 40)
    {
        var audio = new byte[frames * FrameBytes];
        for (var frame = 0; frame < frames; frame++)
        {
            ((ReadOnlySpan<byte>)[0xFF, 0xFB, 0x90, 0x00]).CopyTo(audio.AsSpan(frame * FrameBytes));
        }

        return [.. tag ?? [], .. audio];
    }

    /// <param name="version">3 or 4, of ID3v2.</param>
    /// <param name="texts">Frame by frame, such as TIT2.</param>
    public static byte[] Id3(int version, IReadOnlyDictionary<string, string> texts, byte[]? picture = null)
    {
        var frames = texts.SelectMany(text => Frame(version, text.Key, version == 4 ? [3, .. Encoding.UTF8.GetBytes(text.Value)] : [1, .. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text.Value)]));
        if (picture is not null)
        {
            // Latin-1, its type, a front cover, no description.
            frames = frames.Concat(Frame(version, "APIC", [0, .. "image/x\0"u8, 3, 0, .. picture]));
        }

        var body = frames.ToArray();
        return [.. "ID3"u8, (byte)version, 0, 0, .. Synchsafe(body.Length), .. body];
    }

    /// <summary>A WAV of silence, 8,000 Hz, 8 bits, mono, with its tags in a LIST chunk.</summary>
    public static byte[] Wav(double seconds, IReadOnlyDictionary<string, string> info)
    {
        var samples = new byte[(int)(seconds * 8000)];
        byte[] list = [.. "INFO"u8, .. info.SelectMany(text => Chunk(text.Key, [.. Encoding.UTF8.GetBytes(text.Value), 0]))];
        byte[] body =
        [
            .. "WAVE"u8,
            .. Chunk("fmt ", [1, 0, 1, 0, .. Little(8000), .. Little(8000), 1, 0, 8, 0]),
            .. Chunk("LIST", list),
            .. Chunk("data", samples),
        ];
        return Chunk("RIFF", body);
    }

    /// <summary>A FLAC of so many samples, as its head says; the frames are left out.</summary>
    public static byte[] Flac(int seconds, IReadOnlyDictionary<string, string> comments)
    {
        var stream = new byte[34];
        BinaryPrimitives.WriteUInt16BigEndian(stream, 4096);
        BinaryPrimitives.WriteUInt16BigEndian(stream.AsSpan(2), 4096);
        // 20 bits of rate, 3 of channels - 1, 5 of bits - 1, 36 of samples.
        BinaryPrimitives.WriteUInt64BigEndian(stream.AsSpan(10), ((ulong)44100 << 44) | (1UL << 41) | (15UL << 36) | ((ulong)seconds * 44100));
        byte[] comment =
        [
            .. Little(4), .. "test"u8, .. Little(comments.Count),
            .. comments.SelectMany(text => Encoding.UTF8.GetBytes($"{text.Key}={text.Value}") is var bytes ? Little(bytes.Length).Concat(bytes) : []),
        ];
        return [.. "fLaC"u8, .. Block(0, stream), .. Block(0x84, comment), .. new byte[4096]];

        static byte[] Block(byte type, byte[] body) => [type, (byte)(body.Length >> 16), (byte)(body.Length >> 8), (byte)body.Length, .. body];
    }

    /// <summary>Bytes that begin as a picture does.</summary>
    public static byte[] Png(int bytes)
    {
        var picture = new byte[bytes];
        ((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]).CopyTo(picture);
        return picture;
    }

    private static byte[] Frame(int version, string id, byte[] body) =>
        [.. Encoding.ASCII.GetBytes(id), .. version == 4 ? Synchsafe(body.Length) : Big(body.Length), 0, 0, .. body];

    private static byte[] Chunk(string id, byte[] body) => [.. Encoding.ASCII.GetBytes(id), .. Little(body.Length), .. body, .. new byte[body.Length % 2]];

    private static byte[] Synchsafe(int number) => [(byte)((number >> 21) & 0x7F), (byte)((number >> 14) & 0x7F), (byte)((number >> 7) & 0x7F), (byte)(number & 0x7F)];

    private static byte[] Big(int number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];

    private static byte[] Little(int number) => [(byte)number, (byte)(number >> 8), (byte)(number >> 16), (byte)(number >> 24)];
}
