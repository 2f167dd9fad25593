using Playlist.Server.Tests.Hosting;

namespace Playlist.Server.Tests.Limits;

public sealed class StreamsPerConnectionTests : TimedTest
{
    [Fact]
    public async Task One_stream_more_than_a_connection_may_have_is_refused_until_another_has_ended()
    {
        using var music = new MusicFolder().Add("Long", "Nobody", SlowReader.MoreThanBuffersHold);
        await using var server = await SongServer.StartAsync([music.Setting, "SongServer:MaxStreamsPerConnection=2"], Cancellation);
        using var reached = server.CollectReachedLimits();
        await using var connection = await server.ConnectAsync(Cancellation);
        var received = new Received();

        await PlayAsync(1);
        await PlayAsync(2);
        Assert.Empty(reached.Codes);
        await PlayAsync(3);
        Assert.Equal([null, null, "too_many_streams"], received.Replies.Select(reply => reply.ErrorCode()));
        Assert.Equal(["too_many_streams"], reached.Codes);

        // The limit is the connection's own: another has its own streams.
        await using (var other = await server.ConnectAsync(Cancellation))
        {
            Assert.True((await other.AskAsync("""{"id":1,"op":"play","song":"Long"}""", Cancellation)).IsOk());
        }

        await connection.SendLineAsync("""{"id":4,"op":"stop","stream":1}""", Cancellation);
        await received.ReadAsync(connection, received => received.Ends.ContainsKey(1) && received.Replies.Count == 4, Cancellation);
        await PlayAsync(5);
        Assert.True(received.Replies[4].IsOk());
        Assert.Equal(["too_many_streams"], reached.Codes);

        async Task PlayAsync(int id)
        {
            await connection.SendLineAsync($$"""{"id":{{id}},"op":"play","song":"Long"}""", Cancellation);
            var replies = received.Replies.Count;
            await received.ReadAsync(connection, received => received.Replies.Count > replies, Cancellation);
        }
    }

    [Fact]
    public async Task The_reply_alone_needs_no_stream()
    {
        using var music = new MusicFolder().Add("Long", "Nobody", SlowReader.MoreThanBuffersHold);
        await using var server = await SongServer.StartAsync([music.Setting, "SongServer:MaxStreamsPerConnection=1"], Cancellation);
        await using var connection = await server.ConnectAsync(Cancellation);
        var received = new Received();

        await connection.SendLineAsync("""{"id":1,"op":"play","song":"Long"}""", Cancellation);
        await connection.SendLineAsync("""{"id":2,"op":"play","song":"Long","audio":false}""", Cancellation);
        await received.ReadAsync(connection, received => received.Replies.Count == 2, Cancellation);

        Assert.True(received.Replies[1].IsOk());
    }
}
