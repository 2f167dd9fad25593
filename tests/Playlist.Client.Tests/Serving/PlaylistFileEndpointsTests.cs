using System.Net;
using Playlist.Client.Serving;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Tests.Serving;

public sealed class PlaylistFileEndpointsTests : ServedTest
{
    [Fact]
    public async Task A_playlist_is_a_file_to_keep()
    {
        Server.Write("trip", "lover");
        Server.Rename("trip", "Été / \"Road\" trip");

        using var response = await GetAsync("id-of-trip");

        var content = response.Content.Headers;
        Assert.Equal((HttpStatusCode.OK, "audio/x-mpegurl; charset=utf-8"), (response.StatusCode, content.ContentType?.ToString()));
        Assert.Equal(("attachment", "Été _ _Road_ trip.m3u8"), (content.ContentDisposition?.DispositionType, content.ContentDisposition?.FileNameStar));
        Assert.Equal("#EXTM3U\n#PLAYLIST:Été / \"Road\" trip\n#EXTINF:221,Taylor Swift - Lover\na/b.mp3\n", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task A_playlist_that_is_not_there_is_told()
    {
        using var unknown = await GetAsync(new string('x', SongProtocol.MaxPlaylistName));
        using var tooLong = await GetAsync(new string('x', SongProtocol.MaxPlaylistName + 1));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (unknown.StatusCode, tooLong.StatusCode));
        Assert.Contains("There is no playlist", await unknown.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Contains("No playlist has a name of over", await tooLong.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Road trip", "Road trip.m3u8")]
    [InlineData("../../etc/passwd", "_.._etc_passwd.m3u8")]
    [InlineData("C:\\a*b?", "C__a_b_.m3u8")]
    [InlineData("a\r\nSet-Cookie: b", "a__Set-Cookie_ b.m3u8")]
    [InlineData("\u202Egpj.exe", "_gpj.exe.m3u8")]
    [InlineData("...", "playlist.m3u8")]
    [InlineData("", "playlist.m3u8")]
    [InlineData("🎵 夜", "🎵 夜.m3u8")]
    public void FileName_is_one_on_every_system(string playlist, string expected) => Assert.Equal(expected, PlaylistFileEndpoints.FileName(playlist));

    private Task<HttpResponseMessage> GetAsync(string playlist) => Served.Http.GetAsync($"/playlists/{Uri.EscapeDataString(playlist)}/m3u8", Cancellation);
}
