using Playlist.Protocol.Songs;
using Playlist.Server.Tests.Hosting;

namespace Playlist.Server.Tests.Playlists;

/// <summary>Versions, repetitions, several writers at once, and limits; the same on every database.</summary>
public abstract class PlaylistWriterTests : PlaylistTests
{
    [Fact]
    public async Task A_write_for_another_version_is_a_conflict_and_told_the_current_state()
    {
        using var calls = Server.Collect<double>(ServerTelemetry.CallDuration);
        var (playlist, version) = await Client.CreateAsync("p", ["A", "B"], Cancellation);

        foreach (var wrong in new[] { version - 1, version + 1 })
        {
            var refused = await Client.AskAsync(new { op = "playlist.remove", playlist, version = wrong, from = 0 }, Cancellation);

            Assert.False(refused.IsOk());
            Assert.Equal("conflict", refused.ErrorCode());
            Assert.Equal(version, refused.Version());
            Assert.Equal((2, 0), (refused.Number("total"), refused.Number("offset")));
            Assert.Equal(["A - Artist", "B - Artist"], refused.Titles());
        }

        await calls.WaitForMeasurementsAsync(4, Cancellation);
        Assert.Equal(2, calls.GetMeasurementSnapshot().Count(call => "conflict".Equals(call.Tags.GetValueOrDefault(ServerTelemetry.ErrorTag))));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("null")]
    [InlineData("9223372036854775807")]
    public async Task A_version_that_no_playlist_has_is_refused(string version)
    {
        await using var connection = await Server.ConnectAsync(Cancellation);

        var refused = await connection.AskAsync($$"""{"id":1,"op":"playlist.delete","playlist":"p","version":{{version}}}""", Cancellation);

        Assert.Equal("bad_request", refused.ErrorCode());
        Assert.Contains("'version'", refused.ErrorMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_change_once_more_is_answered_and_not_made_again()
    {
        var (playlist, version) = await Client.CreateAsync("p", ["A"], Cancellation);
        var add = new { op = "playlist.add", playlist, version, songs = new[] { "B" }, change = new string('c', 64) };

        var first = await Client.AskAsync(add, Cancellation);
        var again = await Client.AskAsync(add, Cancellation);
        var other = await Client.AskAsync(add with { change = "another" }, Cancellation);
        await Client.AskAsync(new { op = "playlist.remove", playlist, version = version + 1, from = 0 }, Cancellation);
        var late = await Client.AskAsync(add, Cancellation);

        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.Equal("conflict", other.ErrorCode());
        Assert.Equal("conflict", late.ErrorCode());
        Assert.Equal(["B"], await Client.SongsAsync(playlist, Cancellation));
        Assert.Equal("bad_request", (await Client.AskAsync(add with { change = new string('c', 65) }, Cancellation)).ErrorCode());
    }

    [Fact]
    public async Task The_same_creation_once_more_is_answered_and_not_made_again()
    {
        var create = new { op = "playlist.create", name = "p", change = "mine" };

        var first = await Client.AskAsync(create, Cancellation);
        var again = await Client.AskAsync(create, Cancellation);

        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.Equal("playlist_exists", (await Client.AskAsync(create with { change = "another's" }, Cancellation)).ErrorCode());
        await Client.AskAsync(new { op = "playlist.add", playlist = "p", version = 1, songs = new[] { "A" } }, Cancellation);
        Assert.Equal("playlist_exists", (await Client.AskAsync(create, Cancellation)).ErrorCode());
    }

    [Fact]
    public async Task Writers_of_two_servers_on_one_database_lose_nothing_and_leave_no_gap()
    {
        const int writers = 4, writes = 8;
        await using var second = await SongServer.StartAsync(Settings, Cancellation);
        var (playlist, start) = await Client.CreateAsync("p", [], Cancellation);

        var versions = await Task.WhenAll(Enumerable.Range(0, writers).Select(WriteAsync));

        Assert.Equal(Enumerable.Range(1, writers * writes).Select(write => start + write), versions.SelectMany(all => all).Order());
        var songs = await Client.SongsAsync(playlist, Cancellation);
        Assert.Equal(Enumerable.Range(0, writers).SelectMany(writer => Enumerable.Repeat(Song(writer), writes)), songs.Order(StringComparer.Ordinal));

        async Task<List<long>> WriteAsync(int writer)
        {
            await using var client = await PlaylistClient.ConnectAsync(writer % 2 == 0 ? Server : second, Cancellation);
            var confirmed = new List<long>();
            var version = start;
            while (confirmed.Count < writes)
            {
                var reply = await client.AskAsync(new { op = "playlist.add", playlist, version, songs = new[] { Song(writer) }, at = 0 }, Cancellation);
                version = reply.Version();
                if (reply.IsOk())
                {
                    confirmed.Add(version);
                }
                else
                {
                    Assert.Equal("conflict", reply.ErrorCode());
                }
            }

            return confirmed;
        }

        static string Song(int writer) => $"{(char)('A' + writer)}";
    }

    [Fact]
    public async Task Of_two_servers_that_make_the_same_name_one_succeeds()
    {
        await using var second = await SongServer.StartAsync(Settings, Cancellation);
        await using var other = await PlaylistClient.ConnectAsync(second, Cancellation);

        for (var round = 0; round < 20; round++)
        {
            var name = $"p{round}";
            var replies = await Task.WhenAll(
                Client.AskAsync(new { op = "playlist.create", name }, Cancellation),
                other.AskAsync(new { op = "playlist.create", name = name.ToUpperInvariant() }, Cancellation));

            Assert.Single(replies, reply => reply.IsOk());
            Assert.Single(replies, reply => reply.ErrorCode() == "playlist_exists");
        }
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task A_playlist_takes_10000_songs_and_not_one_more_500_at_once()
    {
        var songs = Enumerable.Repeat("A", SongProtocol.MaxSongsPerRequest).ToList();
        var (playlist, version) = await Client.CreateAsync("p", [], Cancellation);

        var tooMany = await Client.AskAsync(new { op = "playlist.add", playlist, version, songs = songs.Append("A") }, Cancellation);
        for (var total = 0; total < SongProtocol.MaxPlaylistSongs; total += songs.Count)
        {
            version = (await Client.AskAsync(new { op = "playlist.add", playlist, version, songs, at = 0 }, Cancellation)).Version();
        }

        var full = await Client.AskAsync(new { op = "playlist.add", playlist, version, songs = new[] { "A" } }, Cancellation);
        var read = await Client.AskAsync(new { op = "playlist", playlist, offset = SongProtocol.MaxPlaylistSongs - 1 }, Cancellation);

        Assert.Equal("bad_request", tooMany.ErrorCode());
        Assert.Equal("playlist_full", full.ErrorCode());
        Assert.Equal(SongProtocol.MaxPlaylistSongs, read.Number("total"));
        Assert.Single(read.Titles());
        Assert.Equal(version, read.Version());
    }

    [Fact]
    public async Task A_name_has_200_characters_and_not_one_more()
    {
        Assert.True((await Client.AskAsync(new { op = "playlist.create", name = new string('n', 200) }, Cancellation)).IsOk());
        Assert.Equal("bad_request", (await Client.AskAsync(new { op = "playlist.create", name = new string('m', 201) }, Cancellation)).ErrorCode());
        Assert.Equal("playlist_not_found", (await Client.AskAsync(new { op = "playlist", playlist = new string('m', 201) }, Cancellation)).ErrorCode());
    }
}
