using System.Text;
using Playlist.Server.Tests.Hosting;
using Playlist.Testing;

namespace Playlist.Server.Tests.BadInput;

/// <summary>Lines that are no good request: each is answered once, and neither its connection nor another suffers.</summary>
public sealed class BadLineTests(ServerWithMusic server) : TimedTest, IClassFixture<ServerWithMusic>
{
    private const int MaxDepth = 16;

    public static TheoryData<string, long?> BadLines => new()
    {
        { "", null },
        { " ", null },
        { "null", null },
        { "[]", null },
        { "7", null },
        { "Cruel Summer", null },
        { "{}", null },
        { "{\"id\":7}", 7 },
        { "{\"id\":7,\"op\":null}", 7 },
        { "{\"id\":7,\"op\":5}", 7 },
        { "{\"id\":7,\"op\":\"ping\"", 7 },
        { "{\"id\":7,\"op\":\"ping\"}}", 7 },
        { "{\"id\":7,\"op\":\"ping\"}{\"id\":8,\"op\":\"ping\"}", 7 },
        { "{\"id\":7,\"op\":\"ping\",}", 7 },
        { "{\"id\":7,\"op\":'ping'}", 7 },
        { "{\"id\":7,\"op\":[", 7 },
        { "{\"op\":\"ping\"}", null },
        { "{\"id\":null,\"op\":\"ping\"}", null },
        { "{\"id\":\"7\",\"op\":\"ping\"}", null },
        { "{\"id\":-1,\"op\":\"ping\"}", null },
        { "{\"id\":9007199254740992,\"op\":\"ping\"}", null },
        { "{\"id\":9223372036854775808,\"op\":\"ping\"}", null },
        { "{\"id\":1e400,\"op\":\"ping\"}", null },
        { "{\"id\":1.5,\"op\":\"ping\"}", null },
        { "{\"id\":7,\"op\":\"\\ud800\"}", 7 },
        { "{\"id\":7,\"op\":\"\\u00\"}", 7 },
        { "{\"\\ud800\":1,\"id\":7,\"op\":[", 7 },
        { "{\"\\ud800\":1,\"id\":7,\"op\":5}", 7 },
        { "{\"id\":7,\"op\":\"play\",\"song\":\"\\udc00\"}", 7 },
        { "{\"id\":7,\"op\":\"ping\",\"x\":\"\u0001\"}", 7 },
    };

    [Theory]
    [MemberData(nameof(BadLines))]
    public async Task A_bad_line_is_answered_once_and_harms_nobody(string line, long? id)
    {
        await using var connection = await server.ConnectAsync(Cancellation);
        await AssertServedAsync(connection);

        var reply = await connection.AskAsync(line, Cancellation);

        Assert.Equal("bad_request", reply.ErrorCode());
        Assert.Equal(id, reply.Id());
        await AssertServedAsync(connection);
        await AssertFreshClientIsServedAsync();
    }

    [Theory]
    [InlineData(MaxDepth, null)]
    [InlineData(MaxDepth + 1, "bad_request")]
    [InlineData(7_000, "bad_request")]
    public async Task Lines_nest_as_deep_as_the_protocol_says_and_no_deeper(int depth, string? code)
    {
        await using var connection = await server.ConnectAsync(Cancellation);
        var arrays = depth - 1;

        var reply = await connection.AskAsync($$"""{"id":7,"op":"ping","x":{{new string('[', arrays)}}{{new string(']', arrays)}}}""", Cancellation);

        Assert.Equal(code, reply.ErrorCode());
        Assert.Equal(7, reply.Id());
        await AssertServedAsync(connection);
    }

    [Fact]
    public async Task A_line_that_nests_10_000_deep_and_never_closes_is_refused()
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        var reply = await connection.AskAsync("""{"id":7,"op":"ping","x":""" + new string('[', 10_000), Cancellation);

        Assert.Equal("bad_request", reply.ErrorCode());
        await AssertServedAsync(connection);
        await AssertFreshClientIsServedAsync();
    }

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC3, 0x28 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xF5, 0x80, 0x80, 0x80 })]
    [InlineData(new byte[] { 0xC0, 0xAF })]
    public async Task A_line_that_is_not_UTF8_is_refused_wherever_it_is_not(byte[] bytes)
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        foreach (var (before, after) in new[] { ("\"op\":\"play\",\"song\":\"", "\""), ("\"op\":\"ping\",\"unread\":\"", "\""), ("\"op\":\"ping\",\"", "\":1") })
        {
            await connection.SendAsync((byte[])[.. Encoding.UTF8.GetBytes("{\"id\":7," + before), .. bytes, .. Encoding.UTF8.GetBytes(after + "}\n")], Cancellation);
            var reply = (await connection.ReadLineAsync(Cancellation))!.Value;
            Assert.Equal("bad_request", reply.ErrorCode());
            Assert.Equal(7, reply.Id());
        }

        await AssertServedAsync(connection);
        await AssertFreshClientIsServedAsync();
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"00\"")]
    [InlineData("\"00-00000000000000000000000000000000-0000000000000000-01\"")]
    [InlineData("\"00-ZZf7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\"")]
    [InlineData("\"ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\"")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("{\"a\":[1,2]}")]
    public async Task A_broken_traceparent_harms_nothing(string traceparent)
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        var reply = await connection.AskAsync($$"""{"id":7,"op":"ping","traceparent":{{traceparent}},"tracestate":{{traceparent}}}""", Cancellation);

        Assert.Equal("""{"id":7,"ok":true}""", reply.GetRawText());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"id\":1,\"op\":\"ping\"}\n")]
    [InlineData("{\"id\":1,\"op\":\"play\",\"song\":\"Golden\"}\n")]
    public async Task Random_bytes_end_their_own_connection_at_most(string start)
    {
        for (var seed = 0; seed < 25; seed++)
        {
            var noise = new byte[20_000];
            new Random(seed).NextBytes(noise);
            await using var connection = await server.ConnectAsync(Cancellation);

            // The server may break the connection while noise is still being sent: that is its right.
            try
            {
                await connection.SendAsync((byte[])[.. Encoding.UTF8.GetBytes(start), .. noise], Cancellation);
                connection.CompleteSending();
                await connection.ReadToEndAsync(Cancellation);
            }
            catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException)
            {
            }

            await AssertFreshClientIsServedAsync();
        }
    }

    [Fact]
    public async Task A_client_that_is_killed_within_a_stream_harms_nobody()
    {
        await using var connection = await server.ConnectAsync(Cancellation);
        await connection.AskAsync("""{"id":1,"op":"play","song":"Cruel Summer"}""", Cancellation);

        connection.Abort();

        await AssertFreshClientIsServedAsync();
    }

    private async Task AssertFreshClientIsServedAsync()
    {
        await using var fresh = await server.ConnectAsync(Cancellation);
        await AssertServedAsync(fresh);
    }

    private async Task AssertServedAsync(SongConnection connection) =>
        Assert.Equal("""{"id":1,"ok":true}""", (await connection.AskAsync("""{"id":1,"op":"ping"}""", Cancellation)).GetRawText());
}
