using Playlist.Server.Tests.Hosting;

namespace Playlist.Server.Tests.Playlists;

public sealed class LongReplyTests : TimedTest
{
    [Fact]
    public async Task A_page_of_long_songs_is_cut_to_the_longest_line_and_the_rest_is_on_the_next()
    {
        using var music = new MusicFolder();
        var title = new string('t', 8000);
        music.Add(title, "Artist", 1000);
        await using var server = await SongServer.StartAsync([music.Setting], Cancellation);
        await using var client = await PlaylistClient.ConnectAsync(server, Cancellation);
        var song = (await client.AskAsync(new { op = "songs" }, Cancellation)).GetProperty("songs")[0].Text("id");
        var (playlist, _) = await client.CreateAsync("p", [.. Enumerable.Repeat(song, 300)], Cancellation);

        var page = await client.AskAsync(new { op = "playlist", playlist, limit = 1000 }, Cancellation);
        var all = await client.SongsAsync(playlist, Cancellation);

        Assert.InRange(page.GetProperty("songs").GetArrayLength(), 100, 299);
        Assert.Equal(Enumerable.Repeat(title, 300), all);
    }
}
