using Playlist.Server.Tests.Hosting;

namespace Playlist.Server.Tests.Songs;

public sealed class HelloTests(ServerWithMusic server) : TimedTest, IClassFixture<ServerWithMusic>
{
    [Fact]
    public async Task Hello_tells_what_the_server_is_and_what_it_allows()
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        var reply = await connection.AskAsync("""{"id":1,"op":"hello","client":"client-1"}""", Cancellation);

        var ops = reply.GetProperty("ops").EnumerateArray().Select(op => op.GetString()!).ToList();
        Assert.Equal(ops.Distinct(), ops);
        Assert.All(new[] { "hello", "ping", "songs", "play", "stop", "cover", "library", "library.skipped" }, op => Assert.Contains(op, ops));
        Assert.Equal(
            $$$"""{"id":1,"ok":true,"server":"Playlist.Server/0.1.0","version":1,"ops":{{{reply.GetProperty("ops").GetRawText()}}},"limits":{"line_bytes":16384,"streams":8}}""",
            reply.GetRawText());
    }

    [Fact]
    public async Task Hello_needs_no_name_and_may_come_late_and_again()
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        await connection.AskAsync("""{"id":1,"op":"ping"}""", Cancellation);

        Assert.True((await connection.AskAsync("""{"id":2,"op":"hello"}""", Cancellation)).IsOk());
        Assert.True((await connection.AskAsync("""{"id":3,"op":"hello"}""", Cancellation)).IsOk());
    }

    [Fact]
    public async Task Hello_is_refused_when_the_name_is_no_text()
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        var reply = await connection.AskAsync("""{"id":1,"op":"hello","client":7}""", Cancellation);

        Assert.Equal("bad_request", reply.ErrorCode());
        Assert.Contains("'client'", reply.ErrorMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9007199254740991)]
    public async Task Ping_repeats_the_id(long id)
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        var reply = await connection.AskAsync($$"""{"id":{{id}},"op":"ping"}""", Cancellation);

        Assert.Equal($$"""{"id":{{id}},"ok":true}""", reply.GetRawText());
    }

    [Fact]
    public async Task A_line_end_may_have_a_carriage_return_and_unknown_members_are_ignored()
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        var reply = await connection.AskAsync("""{"later":{"a":[1]},"id":4,"op":"ping","op2":null}""" + "\r", Cancellation);

        Assert.Equal("""{"id":4,"ok":true}""", reply.GetRawText());
    }

    [Fact]
    public async Task An_unknown_operation_is_told_the_known_ones()
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        var reply = await connection.AskAsync("""{"id":1,"op":"rewind"}""", Cancellation);

        Assert.Equal("unknown_op", reply.ErrorCode());
        Assert.Contains("hello, ping, play, stop", reply.ErrorMessage(), StringComparison.Ordinal);
        Assert.True((await connection.AskAsync("""{"id":2,"op":"ping"}""", Cancellation)).IsOk());
    }
}
