using Playlist.Protocol.Songs;
using Playlist.Server.Tests.Hosting;

namespace Playlist.Server.Tests.Songs;

public sealed class SongsTests(ServerWithMusic server) : TimedTest, IClassFixture<ServerWithMusic>
{
    [Fact]
    public async Task Songs_lists_all_by_title_then_artist()
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        var reply = await connection.AskAsync("""{"id":3,"op":"songs"}""", Cancellation);

        Assert.Equal(
            [ServerWithMusic.CruelSummer, ServerWithMusic.Accented, ServerWithMusic.Ogg, ServerWithMusic.OtherLover, ServerWithMusic.Lover, ServerWithMusic.Empty, ServerWithMusic.OneByte],
            reply.Titles());
        Assert.Equal(7, reply.Number("total"));
        Assert.Equal(0, reply.Number("offset"));
    }

    [Fact]
    public async Task Songs_tells_album_and_duration_where_there_are_any()
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        var songs = (await connection.AskAsync("""{"id":3,"op":"songs"}""", Cancellation)).GetProperty("songs");

        Assert.Equal("Demo tunes", songs[0].Text("album"));
        Assert.Equal(1.5, songs[0].GetProperty("duration").GetDouble());
        Assert.Matches("^[0-9a-f]{16}$", songs[0].Text("id"));
        Assert.False(songs[1].TryGetProperty("album", out _));
    }

    [Theory]
    [InlineData("CRUEL", 1)]
    [InlineData("  swift   lover ", 1)]
    [InlineData("deja zoe", 1)]
    [InlineData("DÉJÀ VU'S", 1)]
    [InlineData("demo", 2)]
    [InlineData("summer lover", 0)]
    [InlineData("summertaylor", 0)]
    [InlineData("", 7)]
    [InlineData(" ", 7)]
    public async Task Songs_finds_those_that_have_every_word_in_title_artist_or_album(string query, int total)
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        var reply = await connection.AskAsync($$"""{"id":3,"op":"songs","query":"{{query}}"}""", Cancellation);

        Assert.Equal(total, reply.Number("total"));
        Assert.Equal(total, reply.Titles().Length);
    }

    [Theory]
    [InlineData(0, 1, new[] { ServerWithMusic.CruelSummer })]
    [InlineData(3, 2, new[] { ServerWithMusic.OtherLover, ServerWithMusic.Lover })]
    [InlineData(6, 1000, new[] { ServerWithMusic.OneByte })]
    [InlineData(7, 1, new string[0])]
    [InlineData(int.MaxValue, 1, new string[0])]
    public async Task Songs_leaves_out_the_offset_and_lists_up_to_the_limit(int offset, int limit, string[] expected)
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        var reply = await connection.AskAsync($$"""{"id":3,"op":"songs","offset":{{offset}},"limit":{{limit}}}""", Cancellation);

        Assert.Equal(expected, reply.Titles());
        Assert.Equal(7, reply.Number("total"));
        Assert.Equal(offset, reply.Number("offset"));
    }

    [Theory]
    [InlineData("\"offset\":-1", "'offset'")]
    [InlineData("\"limit\":0", "'limit'")]
    [InlineData("\"limit\":1001", "'limit'")]
    [InlineData("\"limit\":1.5", "'limit'")]
    [InlineData("\"offset\":2147483648", "'offset'")]
    [InlineData("\"query\":[]", "'query'")]
    public async Task Songs_refuses_what_is_out_of_range_and_names_the_member(string member, string named)
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        var reply = await connection.AskAsync($$"""{"id":3,"op":"songs",{{member}}}""", Cancellation);

        Assert.Equal("bad_request", reply.ErrorCode());
        Assert.Equal(3, reply.Id());
        Assert.Contains(named, reply.ErrorMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Songs_lists_a_hundred_when_no_limit_is_given()
    {
        using var music = new MusicFolder();
        for (var number = 0; number <= SongProtocol.DefaultListLimit; number++)
        {
            music.Add($"Song {number}", "Many", bytes: 1);
        }

        await using var many = await SongServer.StartAsync([music.Setting], Cancellation);
        await using var connection = await many.ConnectAsync(Cancellation);

        var reply = await connection.AskAsync("""{"id":3,"op":"songs"}""", Cancellation);

        Assert.Equal(100, reply.Titles().Length);
        Assert.Equal(101, reply.Number("total"));
    }

    [Fact]
    public async Task Songs_pages_hold_every_song_once_when_they_do_not_fit_into_one_line()
    {
        // 300 titles of 8,000 bytes: about 130 fit into a line.
        using var music = new MusicFolder();
        for (var number = 0; number < 300; number++)
        {
            music.Add($"{number:D3} {new string('x', 8000)}", "Long", bytes: 1);
        }

        await using var many = await SongServer.StartAsync([music.Setting], Cancellation);
        await using var connection = await many.ConnectAsync(Cancellation);
        var listed = new List<string>();
        var pages = 0;
        while (listed.Count < 300)
        {
            var reply = await connection.AskAsync($$"""{"id":{{pages}},"op":"songs","offset":{{listed.Count}},"limit":1000}""", Cancellation);
            Assert.Equal(300, reply.Number("total"));
            Assert.NotEmpty(reply.Titles());
            listed.AddRange(reply.Titles());
            pages++;
        }

        Assert.Equal(Enumerable.Range(0, 300), listed.Select(title => int.Parse(title.Split(' ')[0], null)));
        Assert.Equal(3, pages);
    }
}
