using System.Text;
using Playlist.Server.Tests.Hosting;

namespace Playlist.Server.Tests.Songs;

public sealed class StreamTests(ServerWithMusic server) : TimedTest, IClassFixture<ServerWithMusic>
{
    [Fact]
    public async Task Streams_share_a_connection_chunk_by_chunk_and_each_is_whole()
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        await connection.SendLineAsync("""{"id":1,"op":"play","song":"Cruel Summer"}""", Cancellation);
        await connection.SendLineAsync("""{"id":2,"op":"play","song":"Golden"}""", Cancellation);
        await connection.SendLineAsync("""{"id":3,"op":"play","song":"Lover - Taylor Swift"}""", Cancellation);
        await connection.SendLineAsync("""{"id":4,"op":"play","song":"Cruel Summer"}""", Cancellation);
        var received = await new Received().ReadAsync(connection, received => received.Ends.Count == 4, Cancellation);

        received.AssertWhole(1, server.Music.Content(ServerWithMusic.CruelSummer));
        received.AssertWhole(2, server.Music.Content(ServerWithMusic.Ogg));
        received.AssertWhole(3, server.Music.Content(ServerWithMusic.Lover));
        received.AssertWhole(4, server.Music.Content(ServerWithMusic.CruelSummer));
        Assert.Equal([1, 2, 3, 4], received.Replies.Select(reply => reply.Id()!.Value));
        // Taking turns: 49 chunks of one stream never come in a row.
        Assert.True(Turns(received.Chunks) > 10, $"The streams came one after the other: {string.Join(' ', received.Chunks)}");
    }

    [Fact]
    public async Task Replies_come_in_the_order_of_their_requests_however_these_are_cut()
    {
        await using var connection = await server.ConnectAsync(Cancellation);
        var requests = new StringBuilder();
        for (var id = 0; id < 500; id++)
        {
            requests.Append(id % 3 == 0 ? $$"""{"id":{{id}},"op":"songs"}""" : id % 3 == 1 ? $$"""{"id":{{id}},"op":"ping"}""" : $$"""{"id":{{id}},"op":"nothing"}""").Append('\n');
        }

        var bytes = Encoding.UTF8.GetBytes(requests.ToString());
        for (var at = 0; at < bytes.Length; at += 97)
        {
            await connection.SendAsync(bytes.AsMemory(at, Math.Min(97, bytes.Length - at)), Cancellation);
        }

        var received = await new Received().ReadAsync(connection, received => received.Replies.Count == 500, Cancellation);

        Assert.Equal(Enumerable.Range(0, 500).Select(id => (long?)id), received.Replies.Select(reply => reply.Id()));
    }

    [Fact]
    public async Task A_request_is_served_when_its_bytes_come_one_at_a_time()
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        foreach (var part in """{"id":5,"op":"ping"}""" + "\n")
        {
            await connection.SendAsync(new[] { (byte)part }, Cancellation);
        }

        Assert.Equal(5, (await connection.ReadLineAsync(Cancellation))!.Value.Id());
    }

    [Fact]
    public async Task A_client_that_has_shut_down_its_sending_side_still_gets_all_it_asked_for()
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        await connection.SendLineAsync("""{"id":1,"op":"play","song":"Cruel Summer"}""", Cancellation);
        await connection.SendLineAsync("""{"id":2,"op":"play","song":"Golden"}""", Cancellation);
        // The last request has no line end: the end of the sending is its end.
        await connection.SendAsync("""{"id":3,"op":"ping"}"""u8.ToArray(), Cancellation);
        connection.CompleteSending();
        var received = await new Received().ReadAsync(connection, received => received.Closed, Cancellation);

        Assert.Equal([1, 2, 3], received.Replies.Select(reply => reply.Id()!.Value));
        received.AssertWhole(1, server.Music.Content(ServerWithMusic.CruelSummer));
        received.AssertWhole(2, server.Music.Content(ServerWithMusic.Ogg));
    }

    [Theory]
    [InlineData("\"play\",\"song\":\"Long\"")]
    [InlineData("\"play\",\"song\":\"Long\",\"audio\":false")]
    [InlineData("\"ping\"")]
    public async Task An_id_is_in_use_until_its_stream_has_ended(string op)
    {
        using var music = new MusicFolder().Add("Long", "Nobody", SlowReader.MoreThanBuffersHold);
        await using var slow = await SongServer.StartAsync([music.Setting], Cancellation);
        await using var connection = await slow.ConnectAsync(Cancellation);

        // What is not read yet cannot have ended.
        await connection.AskAsync("""{"id":1,"op":"play","song":"Long"}""", Cancellation);
        await connection.SendLineAsync($$"""{"id":1,"op":{{op}}}""", Cancellation);
        var received = await new Received().ReadAsync(connection, received => received.Ends.Count == 1, Cancellation);

        Assert.Equal("id_in_use", Assert.Single(received.Replies).ErrorCode());
        received.AssertWhole(1, music.Content("Long - Nobody"));
        Assert.True((await connection.AskAsync("""{"id":1,"op":"play","song":"Long","audio":false}""", Cancellation)).IsOk());
    }

    [Fact]
    public async Task Stop_ends_a_stream_early_and_tells_the_truth_about_what_was_sent()
    {
        using var music = new MusicFolder().Add("Long", "Nobody", SlowReader.MoreThanBuffersHold);
        await using var slow = await SongServer.StartAsync([music.Setting], Cancellation);
        await using var connection = await slow.ConnectAsync(Cancellation);

        await connection.SendLineAsync("""{"id":7,"op":"play","song":"Long"}""", Cancellation);
        var received = await new Received().ReadAsync(connection, received => received.Chunks.Count == 1, Cancellation);
        await connection.SendLineAsync("""{"id":8,"op":"stop","stream":7}""", Cancellation);
        await received.ReadAsync(connection, received => received.Ends.Count == 1 && received.Replies.Count == 2, Cancellation);

        Assert.Equal("""{"id":8,"ok":true,"stopped":true}""", received.Replies[1].GetRawText());
        Assert.True(received.Ends[7].GetProperty("stopped").GetBoolean());
        Assert.Null(received.Ends[7].ErrorCode());
        Assert.True(received.Audio(7).Length < SlowReader.MoreThanBuffersHold);
        Assert.Equal(received.Audio(7).Length, received.Ends[7].Number("bytes"));
        Assert.Equal(music.Content("Long - Nobody")[..received.Audio(7).Length], received.Audio(7));
        Assert.Equal("""{"id":9,"ok":true,"stopped":false}""", (await connection.AskAsync("""{"id":9,"op":"stop","stream":7}""", Cancellation)).GetRawText());
    }

    [Fact]
    public async Task An_id_and_its_place_are_free_once_the_end_line_has_come()
    {
        using var music = new MusicFolder().Add("Short", "Nobody", bytes: 1);
        await using var strict = await SongServer.StartAsync([music.Setting, "SongServer:MaxStreamsPerConnection=1"], Cancellation);
        await using var connection = await strict.ConnectAsync(Cancellation);

        for (var time = 0; time < 1000; time++)
        {
            var (reply, _, end) = await connection.PlayAsync("Short", Cancellation);
            Assert.True(reply.IsOk(), reply.GetRawText());
            Assert.Null(end.ErrorCode());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"stream\":\"7\"")]
    public async Task Stop_without_a_stream_is_refused(string member)
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        var reply = await connection.AskAsync($$"""{"id":8,"op":"stop"{{member}}}""", Cancellation);

        Assert.Equal("bad_request", reply.ErrorCode());
    }

    private static int Turns(List<long> chunks) => chunks.Zip(chunks.Skip(1)).Count(pair => pair.First != pair.Second);
}
