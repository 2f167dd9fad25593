using Playlist.Server.Tests.Hosting;

namespace Playlist.Server.Tests.Library;

public sealed class PlayCountTests : TimedTest
{
    private readonly SongFolder _folder = new SongFolder().Song("a.mp3", "A").Song("b.mp3", "B");

    [Fact]
    public async Task Plays_from_the_start_are_counted_and_survive_a_restart()
    {
        await using (var server = await LibraryServer.StartAsync(_folder, Cancellation))
        {
            await using var connection = await server.Server.ConnectAsync(Cancellation);
            await connection.PlayAsync("A", Cancellation);
            await connection.PlayAsync("A", Cancellation);
            Assert.Equal([2, 0], server.Songs.Select(song => song.Plays));
        }

        await using (var server = await LibraryServer.StartAsync(_folder, Cancellation))
        {
            Assert.Equal([2, 0], server.Songs.Select(song => song.Plays));
            await using var connection = await server.Server.ConnectAsync(Cancellation);
            await connection.PlayAsync("A", Cancellation);
            _folder.Song("a.mp3", "Retagged");
            await LibraryServer.WhenAsync(() => server.Songs is [{ Tags.Title: "Retagged" }, _], "the new title", Cancellation);
            Assert.Equal([3, 0], server.Songs.Select(song => song.Plays));
        }

        await using var restarted = await LibraryServer.StartAsync(_folder, Cancellation);
        Assert.Equal([3, 0], restarted.Songs.Select(song => song.Plays));
    }

    [Theory]
    [InlineData("\"from\":1")]
    [InlineData("\"audio\":false")]
    public async Task A_part_of_a_song_and_a_reply_alone_are_no_play(string members)
    {
        await using var server = await LibraryServer.StartAsync(_folder, Cancellation);
        await using var connection = await server.Server.ConnectAsync(Cancellation);

        await connection.SendLineAsync($$"""{"id":1,"op":"play","song":"A",{{members}}}""", Cancellation);
        await connection.SendLineAsync("""{"id":2,"op":"play","song":"B","to":1}""", Cancellation);
        await new Received().ReadAsync(connection, received => received.Ends.ContainsKey(2), Cancellation);

        Assert.Equal([0, 1], server.Songs.Select(song => song.Plays));
    }

    protected override void Dispose(bool disposing)
    {
        _folder.Dispose();
        base.Dispose(disposing);
    }
}
