using System.Text;
using CsCheck;
using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;

namespace Playlist.Protocol.Tests.Playlists;

public sealed class M3u8ReaderTests
{
    [Fact]
    public void Read_takes_what_common_players_write()
    {
        var playlist = Read("\uFEFF#EXTM3U\r\n#PLAYLIST: Road trip \r\n\r\n#EXTINF:221,Taylor Swift - Lover\r\n#EXTVLCOPT:start-time=3\r\nLover/Lover.mp3\r\n# a comment\nplain.mp3  \r#extinf:-1 tvg-id=\"a,b\" group=\"c\",News, live\nhttp://example.org/live\n#EXTINF:12.5\nlast.mp3");

        Assert.Equal("Road trip", playlist.Name);
        Assert.Equal(
            [
                new M3u8Entry("Lover/Lover.mp3", "Lover", "Taylor Swift", 221, 6),
                new M3u8Entry("plain.mp3", Line: 8),
                new M3u8Entry("http://example.org/live", "News, live", Line: 10),
                new M3u8Entry("last.mp3", Duration: 12.5, Line: 12),
            ],
            playlist.Entries);
    }

    [Theory]
    [InlineData("221,Lover", "Lover", null, 221.0)]
    [InlineData("221,A - B - C", "B - C", "A", 221.0)]
    [InlineData("221, - Lover", "- Lover", null, 221.0)]
    [InlineData("221,A-B", "A-B", null, 221.0)]
    [InlineData("0,Lover", "Lover", null, null)]
    [InlineData("-1,Lover", "Lover", null, null)]
    [InlineData("abc,Lover", "Lover", null, null)]
    [InlineData("1e3,Lover", "Lover", null, null)]
    [InlineData("221 key=\"unclosed,Lover", "Lover", null, 221.0)]
    [InlineData("221,", null, null, 221.0)]
    [InlineData("", null, null, null)]
    public void Read_takes_title_artist_and_duration_from_the_comment_before_a_path(string info, string? title, string? artist, double? duration) =>
        Assert.Equal(new M3u8Entry("x.mp3", title, artist, duration, 2), Assert.Single(Read($"#EXTINF:{info}\nx.mp3").Entries));

    [Theory]
    [InlineData("./a/b.mp3", "a/b.mp3")]
    [InlineData(".\\a\\b.mp3", "a\\b.mp3")]
    [InlineData("../a.mp3", "../a.mp3")]
    [InlineData(".hidden.mp3", ".hidden.mp3")]
    [InlineData("D:\\Music\\a.mp3", "D:\\Music\\a.mp3")]
    [InlineData("/music/a%20b.mp3", "/music/a%20b.mp3")]
    [InlineData("file:///music/a%20b%C3%A9.mp3", "/music/a bé.mp3")]
    [InlineData("FILE:///D:/Music/a.mp3", "D:/Music/a.mp3")]
    [InlineData("file://localhost/music/a.mp3", "/music/a.mp3")]
    [InlineData("file://nas/music/a.mp3", "//nas/music/a.mp3")]
    [InlineData("file:/music/100%.mp3", "/music/100%.mp3")]
    [InlineData("file://nas", "//nas")]
    [InlineData("file://", "file://")]
    public void Read_makes_paths_of_what_names_files(string line, string path) => Assert.Equal(path, Assert.Single(Read(line).Entries).Path);

    [Fact]
    public void Read_takes_what_is_no_UTF8_as_Latin1() =>
        Assert.Equal("Beyoncé.mp3", Assert.Single(M3u8Reader.Read(Encoding.Latin1.GetBytes("Beyoncé.mp3")).Entries).Path);

    [Fact]
    public void Read_takes_an_empty_file_as_a_playlist_without_songs() => Assert.Empty(Read("").Entries);

    [Fact]
    public void Read_refuses_what_is_no_text_with_the_remedy()
    {
        var refusal = Assert.Throws<FormatException>(() => M3u8Reader.Read(Encoding.Unicode.GetBytes("a.mp3")));

        Assert.Contains("UTF-8", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_takes_a_file_of_the_largest_size_and_none_larger()
    {
        var file = Enumerable.Repeat((byte)'\n', M3u8Reader.MaxBytes + 1).ToArray();

        Assert.Empty(M3u8Reader.Read(file.AsSpan(1)).Entries);
        Assert.Contains("Split it", Assert.Throws<FormatException>(() => M3u8Reader.Read(file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("")]
    public void Read_takes_a_line_of_the_greatest_length_and_none_longer(string end)
    {
        var line = new string('x', M3u8Reader.MaxLineLength);

        Assert.Equal(line, Assert.Single(Read(line + end).Entries).Path);
        Assert.Contains("Line 2", Assert.Throws<FormatException>(() => Read($"\n{line}x{end}")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_takes_as_many_songs_as_a_playlist_can_have_and_no_more()
    {
        var songs = string.Concat(Enumerable.Repeat("x\n", SongProtocol.MaxPlaylistSongs));

        Assert.Equal(SongProtocol.MaxPlaylistSongs, Read(songs).Entries.Count);
        Assert.Contains("split it", Assert.Throws<FormatException>(() => Read(songs + "x\n")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_throws_nothing_but_FormatException_whatever_the_bytes_are() =>
        Gen.Byte.Array[0, 300].Sample(Survives);

    [Fact]
    public void Read_throws_nothing_but_FormatException_for_a_playlist_with_bytes_changed()
    {
        var file = Encoding.UTF8.GetBytes("\uFEFF#EXTM3U\r\n#PLAYLIST:é\r\n#EXTINF:1.5 a=\"b,c\",A - B\r\nfile:///D:/%C3%A9/b.mp3\r\n#EXTINF:-1,\n./x\\y.mp3\r");
        Gen.Select(Gen.Int[0, file.Length - 1], Gen.Byte).Array[1, 8].Select(changes =>
        {
            var changed = (byte[])file.Clone();
            foreach (var (at, value) in changes)
            {
                changed[at] = value;
            }

            return changed;
        }).Sample(Survives);
    }

    private static void Survives(byte[] file)
    {
        try
        {
            Assert.All(M3u8Reader.Read(file).Entries, entry => Assert.NotEmpty(entry.Path));
        }
        catch (FormatException exception)
        {
            Assert.NotEmpty(exception.Message);
        }
    }

    private static M3u8Playlist Read(string file) => M3u8Reader.Read(Encoding.UTF8.GetBytes(file));
}
