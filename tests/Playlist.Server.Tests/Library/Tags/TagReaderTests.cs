using Playlist.Server.Library.Tags;

namespace Playlist.Server.Tests.Library.Tags;

public sealed class TagReaderTests : IDisposable
{
    private static readonly Dictionary<string, string> Id3 = new()
    {
        ["TIT2"] = "Déjà Vu", ["TPE1"] = "Zoë", ["TPE2"] = "Various", ["TALB"] = "Demo", ["TRCK"] = "3/12", ["TPOS"] = "2/2", ["TYER"] = "2019", ["TDRC"] = "2019", ["TCON"] = "Pop",
    };

    private readonly SongFolder _folder = new();

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task An_mp3_says_what_its_id3_tag_does(int version)
    {
        _folder.Write("a.mp3", HandmadeAudio.Mp3(HandmadeAudio.Id3(version, Id3)));

        var tags = await ReadAsync("a.mp3");

        Assert.Equal(40 * HandmadeAudio.FrameSeconds, tags.Duration, 0.05);
        Assert.Equal(new FileTags("Déjà Vu", "Zoë", "Various", "Demo", 3, 2, 2019, "Pop", tags.Duration, HasPicture: false), tags);
    }

    [Theory]
    [InlineData(3, "AC/DC", "AC/DC")]
    [InlineData(4, "AC/DC", "AC/DC")]
    [InlineData(4, "HUNTRX\0Saja Boys", "HUNTRX, Saja Boys")]
    public async Task Several_artists_are_joined_and_a_slash_in_a_name_stays(int version, string written, string artist)
    {
        _folder.Write("a.mp3", HandmadeAudio.Mp3(HandmadeAudio.Id3(version, new Dictionary<string, string> { ["TPE1"] = written })));

        Assert.Equal(artist, (await ReadAsync("a.mp3")).Artist);
    }

    [Fact]
    public async Task A_wav_says_what_its_info_chunk_does()
    {
        _folder.Write("a.wav", HandmadeAudio.Wav(1.5, new Dictionary<string, string> { ["INAM"] = "Golden", ["IART"] = "HUNTRX", ["IPRD"] = "Demo" }));

        var tags = await ReadAsync("a.wav");

        Assert.Equal(("Golden", "HUNTRX", 1.5), (tags.Title, tags.Artist, tags.Duration));
    }

    [Fact]
    public async Task A_flac_says_what_its_comments_do()
    {
        _folder.Write("a.flac", HandmadeAudio.Flac(7, new Dictionary<string, string> { ["TITLE"] = "Golden", ["ARTIST"] = "HUNTRX", ["ALBUM"] = "Demo", ["TRACKNUMBER"] = "5", ["DATE"] = "2025-06-20", ["GENRE"] = "K-Pop" }));

        Assert.Equal(new FileTags("Golden", "HUNTRX", null, "Demo", 5, null, 2025, "K-Pop", 7, HasPicture: false), await ReadAsync("a.flac"));
    }

    [Fact]
    public async Task A_picture_is_told()
    {
        _folder.Write("a.mp3", HandmadeAudio.Mp3(HandmadeAudio.Id3(3, Id3, HandmadeAudio.Png(100))));

        Assert.True((await ReadAsync("a.mp3")).HasPicture);
    }

    [Fact]
    public async Task A_file_without_tags_has_only_its_duration()
    {
        _folder.Write("a.mp3", HandmadeAudio.Mp3());

        var tags = await ReadAsync("a.mp3");

        Assert.Equal(FileTags.None with { Duration = tags.Duration }, tags);
        Assert.InRange(tags.Duration, 0.9, 1.2);
    }

    [Theory]
    [InlineData("empty.mp3", 0)]
    [InlineData("noise.mp3", 100_000)]
    [InlineData("noise.flac", 100_000)]
    [InlineData("noise.ogg", 100_000)]
    [InlineData("noise.m4a", 100_000)]
    [InlineData("noise.wav", 100_000)]
    public async Task What_is_no_audio_is_unreadable(string path, int bytes)
    {
        Assert.SkipUnless(bytes == 0 || FfprobeTags.IsInstalled, "ffprobe is not installed, so that nothing tells noise from formats that TagLib# does not know: install ffmpeg.");
        var noise = new byte[bytes];
        new Random(bytes).NextBytes(noise);
        _folder.Write(path, noise);

        await Assert.ThrowsAsync<UnreadableFileException>(() => ReadAsync(path));
    }

    [Fact]
    public async Task A_playlist_that_pretends_to_be_a_song_leads_nowhere()
    {
        Assert.SkipUnless(FfprobeTags.IsInstalled, "ffprobe, which would follow it, is not installed: install ffmpeg.");
        _folder.Write("real.wav", HandmadeAudio.Wav(1, new Dictionary<string, string>()));
        _folder.Write("hls.mp3", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nreal.wav\n#EXT-X-ENDLIST\n"u8.ToArray());
        _folder.Write("concat.mp3", "ffconcat version 1.0\nfile real.wav\n"u8.ToArray());

        await Assert.ThrowsAsync<UnreadableFileException>(() => ReadAsync("hls.mp3"));
        await Assert.ThrowsAsync<UnreadableFileException>(() => ReadAsync("concat.mp3"));
    }

    [Fact]
    public async Task A_name_with_a_quote_gives_ffprobe_no_options()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Names have no quotes on Windows: run this test on Linux or macOS.");
        var written = _folder.FullPath("written");
        var path = $"x\" -o \"{written.Replace('/', '_')}.mp3";
        _folder.Write(path, [1, 2, 3]);

        if (FfprobeTags.IsInstalled)
        {
            await Assert.ThrowsAsync<UnreadableFileException>(() => ReadAsync(path));
        }

        Assert.Single(Directory.GetFileSystemEntries(_folder.Root));
    }

    [Fact]
    public async Task Boxes_nested_deeper_than_the_stack_are_unreadable()
    {
        // Each is 8 bytes longer than the one in it.
        const int depth = 200_000;
        var file = new MemoryStream();
        file.Write([0, 0, 0, 16, .. "ftypM4A "u8, 0, 0, 0, 0]);
        for (var level = 0; level < depth; level++)
        {
            var size = (depth - level) * 8;
            file.Write([(byte)(size >> 24), (byte)(size >> 16), (byte)(size >> 8), (byte)size, .. "moov"u8]);
        }

        _folder.Write("deep.m4a", file.ToArray());

        if (FfprobeTags.IsInstalled)
        {
            await Assert.ThrowsAsync<UnreadableFileException>(() => ReadAsync("deep.m4a"));
        }
        else
        {
            Assert.Equal(FileTags.None, await ReadAsync("deep.m4a"));
        }
    }

    [Theory]
    [InlineData("mp3")]
    [InlineData("flac")]
    [InlineData("ogg")]
    [InlineData("opus")]
    [InlineData("m4a")]
    [InlineData("aac")]
    [InlineData("wav")]
    public async Task Each_format_is_read_as_ffmpeg_writes_it(string extension)
    {
        await Ffmpeg.WriteAsync(_folder.FullPath($"a.{extension}"), TestContext.Current.CancellationToken);

        var tags = await ReadAsync($"a.{extension}");

        // Of .aac, which does not tell, it is an estimate.
        Assert.InRange(tags.Duration, 0.8, 1.3);
        if (extension != "aac")
        {
            Assert.Equal(("Déjà Vu", "AC/DC", "Demo", 3, 2019, "Pop"), (tags.Title, tags.Artist, tags.Album, tags.Track, tags.Year, tags.Genre));
        }
    }

    public void Dispose() => _folder.Dispose();

    private Task<FileTags> ReadAsync(string path) => _folder.Reader.ReadAsync(path, TestContext.Current.CancellationToken).AsTask();
}
