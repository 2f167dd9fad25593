using System.Buffers.Binary;

namespace Playlist.BrowserTests.Application;

/// <summary>A library for the tests: the seven tunes, a long song, short ones, and songs whose tags mean harm.</summary>
internal static class MusicFolder
{
    public const string LongSong = "A Long Song";
    public const string Quiet = "The Quiet";
    public const string ShortAlbum = "Short Songs";
    public const string OddAlbum = "Odd Songs";
    public const string Undecodable = "Undecodable";
    public const string Script = "<script>document.title='hacked'</script>";
    public const string RightToLeft = "\u202Egnos desreveR";
    public const string Emoji = "👩‍🚀🎸 世界の歌 é̂";

    /// <summary>In seconds; far more than a browser fetches ahead.</summary>
    public const int LongSeconds = 600;

    private const int SamplesPerSecond = 44_100;
    private const short Pcm = 1;

    // Of nobody: no browser decodes it.
    private const short UnknownFormat = 0x1234;

    public static string Endless { get; } = string.Concat(Enumerable.Repeat("endless ", 62)) + "song";

    public static void Fill(DirectoryInfo folder)
    {
        foreach (var tune in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Library", "Tunes"), "*.mp3", SearchOption.AllDirectories))
        {
            File.Copy(tune, Path.Combine(folder.FullName, Path.GetFileName(tune)));
        }

        Write(folder, LongSong, Quiet, album: null, LongSeconds);
        foreach (var (i, title) in ((string[])["First", "Second", "Third"]).Index())
        {
            Write(folder, title, "The Briefs", ShortAlbum, seconds: 2, (uint)i + 1);
        }

        foreach (var (i, title) in ((string[])["Before", Undecodable, "After"]).Index())
        {
            Write(folder, title, "The Odd", OddAlbum, seconds: 2, (uint)i + 1, format: title == Undecodable ? UnknownFormat : Pcm);
        }

        foreach (var title in (string[])[Script, RightToLeft, Endless, Emoji])
        {
            Write(folder, title, "<img src=x onerror=\"document.title='hacked'\">", "&amp; \"quoted\" <b>", seconds: 1);
        }
    }

    /// <param name="sample">The first sample: it makes the file another.</param>
    public static void WriteSilence(string path, int seconds, int sample = 0, short format = Pcm)
    {
        using var stream = File.Create(path);
        stream.Write(Header(seconds * SamplesPerSecond * 2, format));
        stream.Write(BitConverter.GetBytes((short)sample));
        // Silence takes no room on the disk.
        stream.SetLength(44 + (seconds * SamplesPerSecond * 2));
    }

    private static void Write(DirectoryInfo folder, string title, string artist, string? album, int seconds, uint track = 0, short format = Pcm)
    {
        var path = Path.Combine(folder.FullName, $"{Guid.NewGuid():N}.wav");
        WriteSilence(path, seconds, format: format);
        using var file = TagLib.File.Create(path);
        (file.Tag.Title, file.Tag.Performers, file.Tag.Album, file.Tag.Track) = (title, [artist], album, track);
        file.Save();
    }

    // "RIFF" size "WAVE" | "fmt " 16, format, mono, rate, bytes per second, 2 bytes per sample, 16 bits | "data" size
    private static byte[] Header(int dataBytes, short format)
    {
        var header = new byte[44];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), 36 + dataBytes);
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(20), format);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(24), SamplesPerSecond);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(28), SamplesPerSecond * 2);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(34), 16);
        "data"u8.CopyTo(header.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(40), dataBytes);
        return header;
    }
}
