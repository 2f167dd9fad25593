using System.Buffers.Binary;
using System.Text;

namespace Playlist.Benchmarks.Library;

/// <summary>The smallest files that every reader takes for MP3s: an ID3v2.3 tag, and frames of silence.</summary>
internal static class Mp3File
{
    // MPEG 1 layer III, 32 kbit/s, 44.1 kHz, mono: 1,152 samples in 144 * 32000 / 44100 bytes. Side information of zeros is silence,
    // and what follows it is not looked at.
    public const int FrameBytes = 104;
    private const int SideInformationBytes = 17;

    private static ReadOnlySpan<byte> FrameHeader => [0xFF, 0xFB, 0x10, 0xC4];

    /// <param name="serial">Makes the audio's bytes different from those of another serial.</param>
    /// <param name="frames">Each plays for 26 ms and has 104 bytes.</param>
    public static byte[] Create(GeneratedSong song, int serial, int frames)
    {
        using var file = new MemoryStream();
        WriteTag(file, song);

        Span<byte> frame = stackalloc byte[FrameBytes];
        FrameHeader.CopyTo(frame);
        BinaryPrimitives.WriteInt32BigEndian(frame[(FrameHeader.Length + SideInformationBytes)..], serial);
        for (var i = 0; i < frames; i++)
        {
            file.Write(frame);
        }

        return file.ToArray();
    }

    /// <summary><c>"ID3" 3 0 flags size</c>, whose size has 7 bits in each byte, and frames: <c>"TIT2" size flags(2) 0 "Lover"</c>.</summary>
    private static void WriteTag(MemoryStream file, GeneratedSong song)
    {
        using var frames = new MemoryStream();
        Span<byte> size = stackalloc byte[4];
        foreach (var (id, text) in new[]
        {
            ("TIT2", song.Title), ("TPE1", song.Artist), ("TALB", song.Album), ("TRCK", $"{song.Track}"), ("TYER", $"{song.Year}"), ("TCON", song.Genre),
        })
        {
            BinaryPrimitives.WriteInt32BigEndian(size, text.Length + 1);
            frames.Write(Encoding.ASCII.GetBytes(id));
            frames.Write(size);
            frames.Write([0, 0, 0]);
            frames.Write(Encoding.Latin1.GetBytes(text));
        }

        var length = (int)frames.Length;
        file.Write([.. "ID3"u8, 3, 0, 0, (byte)(length >> 21 & 0x7F), (byte)(length >> 14 & 0x7F), (byte)(length >> 7 & 0x7F), (byte)(length & 0x7F)]);
        frames.WriteTo(file);
    }
}
