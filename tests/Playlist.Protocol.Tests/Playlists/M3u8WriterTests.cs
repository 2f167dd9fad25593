using System.Text;
using CsCheck;
using Playlist.Protocol.Playlists;

namespace Playlist.Protocol.Tests.Playlists;

public sealed class M3u8WriterTests
{
    private static readonly Gen<string> Text = Gen.Char["aZ é#:,\"-./\\%漢\u0301"].Array[1, 12].Select(chars => new string(chars).Trim()).Where(text => text.Length > 0);

    [Fact]
    public void Write_gives_a_comment_and_a_path_for_each_song() =>
        Assert.Equal(
            "#EXTM3U\n#PLAYLIST:Road trip\n#EXTINF:221,Taylor Swift - Lover\nLover/03 Lover.mp3\n#EXTINF:-1,Golden\n/music/Golden.mp3\n#EXTINF:1,\n./#1.mp3\n",
            M3u8Writer.Write(new M3u8Playlist(
                "Road trip",
                [new M3u8Entry("Lover/03 Lover.mp3", "Lover", "Taylor Swift", 221.4), new M3u8Entry("/music/Golden.mp3", "Golden"), new M3u8Entry("#1.mp3", Duration: 0.2)])));

    [Fact]
    public void Write_lets_no_name_begin_a_line() =>
        Assert.Equal(
            "#EXTM3U\n#PLAYLIST:a  b\n#EXTINF:-1,x y - z\np .mp3\n",
            M3u8Writer.Write(new M3u8Playlist("a\r\nb", [new M3u8Entry("p\n.mp3", "z\0", "x\ny")])));

    [Fact]
    public void What_was_written_reads_the_same()
    {
        // A dash between spaces divides artist and title: the first one does.
        var artist = Text.Where(text => !$"{text} - ".StartsWith("- ", StringComparison.Ordinal) && $"{text} - ".IndexOf(" - ", StringComparison.Ordinal) == text.Length);
        var entry = Gen.Select(Text, Text, artist, Gen.Int[0, 5000], (path, title, artist, seconds) => new M3u8Entry(path + ".mp3", title, artist, seconds > 0 ? seconds : null));
        Gen.Select(Text, entry.Where(entry => entry.Path is not ['.', '/' or '\\', ..]).List[0, 5], (name, entries) => new M3u8Playlist(name, entries)).Sample(playlist =>
        {
            var read = M3u8Reader.Read(Encoding.UTF8.GetBytes(M3u8Writer.Write(playlist)));

            Assert.Equal(playlist.Name, read.Name);
            Assert.Equal(playlist.Entries, read.Entries.Select(entry => entry with { Line = 0 }));
        });
    }

    [Theory]
    [InlineData("/music", "a/b.mp3", "/music/a/b.mp3")]
    [InlineData("/music/", "a/b.mp3", "/music/a/b.mp3")]
    [InlineData("/", "a/b.mp3", "/a/b.mp3")]
    [InlineData("D:\\", "a/b.mp3", "D:\\a\\b.mp3")]
    [InlineData("D:/Music", "a/b.mp3", "D:/Music/a/b.mp3")]
    public void Under_puts_a_path_into_a_folder_of_any_system(string root, string path, string expected) => Assert.Equal(expected, M3u8Writer.Under(root, path));
}
