using Playlist.Server.Library.Tags;
using Playlist.Server.Tests.Hosting;

namespace Playlist.Server.Tests.Library.Tags;

/// <summary>Bytes of whatever kind end in tags or in <see cref="UnreadableFileException"/>: nothing else, and soon.</summary>
public sealed class TagFuzzTests() : TimedTest(TimeSpan.FromMinutes(3))
{
    private const int Rounds = 400;

    [Theory]
    [InlineData("mp3")]
    [InlineData("flac")]
    [InlineData("ogg")]
    [InlineData("opus")]
    [InlineData("m4a")]
    [InlineData("aac")]
    [InlineData("wav")]
    public async Task TagLib_gets_through_damaged_files_of_each_format(string extension)
    {
        using var folder = new SongFolder();
        var path = $"a.{extension}";
        var whole = extension switch
        {
            "mp3" => HandmadeAudio.Mp3(HandmadeAudio.Id3(4, new Dictionary<string, string> { ["TIT2"] = "Title", ["TPE1"] = "Artist" }, HandmadeAudio.Png(500))),
            "flac" => HandmadeAudio.Flac(1, new Dictionary<string, string> { ["TITLE"] = "Title" }),
            "wav" => HandmadeAudio.Wav(1, new Dictionary<string, string> { ["INAM"] = "Title" }),
            _ => await ByFfmpegAsync(folder, path),
        };
        var files = new TagLibFiles(folder.Library, TimeProvider.System);
        var random = new Random(7);

        for (var round = 0; round < Rounds; round++)
        {
            folder.Write(path, Damage(whole, random));
            try
            {
                await files.ReadAsync(path, EmbeddedTags.Of, int.MaxValue, Cancellation);
            }
            catch (UnreadableFileException exception)
            {
                Assert.IsNotType<TimeoutException>(exception.InnerException);
            }
        }
    }

    [Fact]
    public async Task The_whole_chain_gets_through_noise()
    {
        Assert.SkipUnless(FfprobeTags.IsInstalled, "ffprobe, the second half of the chain, is not installed: install ffmpeg.");
        using var folder = new SongFolder();
        var random = new Random(3);
        for (var round = 0; round < 20; round++)
        {
            var path = $"a{new[] { ".mp3", ".flac", ".ogg", ".opus", ".m4a", ".aac", ".wav" }[round % 7]}";
            var noise = new byte[random.Next(1, 20_000)];
            random.NextBytes(noise);
            folder.Write(path, noise);
            try
            {
                var tags = await folder.Reader.ReadAsync(path, Cancellation);
                Assert.True(tags.Duration > 0);
            }
            catch (UnreadableFileException)
            {
                // Most of it is.
            }
        }
    }

    private static byte[] Damage(byte[] whole, Random random)
    {
        var damaged = random.Next(4) == 0 ? whole[..random.Next(1, whole.Length)] : whole.ToArray();
        // Most of what a reader goes by is at the start.
        var reach = random.Next(2) == 0 ? Math.Min(damaged.Length, 200) : damaged.Length;
        for (var count = random.Next(1, 12); count > 0; count--)
        {
            damaged[random.Next(reach)] = (byte)(random.Next(3) == 0 ? 0xFF : random.Next(256));
        }

        return damaged;
    }

    private async Task<byte[]> ByFfmpegAsync(SongFolder folder, string path)
    {
        await Ffmpeg.WriteAsync(folder.FullPath(path), Cancellation);
        return await File.ReadAllBytesAsync(folder.FullPath(path), Cancellation);
    }
}
