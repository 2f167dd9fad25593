using System.Text;
using Playlist.Server.Tests.Hosting;

namespace Playlist.Server.Tests.Limits;

public sealed class LineLengthTests : TimedTest
{
    private const int MaxLineBytes = 1024;

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task The_longest_line_is_served_and_the_connection_stays(string lineEnd)
    {
        await using var server = await SongServer.StartAsync([$"SongServer:MaxLineBytes={MaxLineBytes}"], Cancellation);
        using var reached = server.CollectReachedLimits();
        await using var connection = await server.ConnectAsync(Cancellation);

        for (var id = 1; id <= 3; id++)
        {
            await connection.SendAsync(Ping(id, MaxLineBytes, lineEnd), Cancellation);
            Assert.Equal(id, (await connection.ReadLineAsync(Cancellation))!.Value.Id());
        }

        Assert.Empty(reached.Codes);
    }

    [Theory]
    [InlineData("\n", false)]
    [InlineData("\r\n", false)]
    [InlineData("", false)]
    [InlineData("\n", true)]
    [InlineData("", true)]
    public async Task A_line_one_byte_longer_is_refused_and_the_connection_closed(string lineEnd, bool first)
    {
        await using var server = await SongServer.StartAsync([$"SongServer:MaxLineBytes={MaxLineBytes}"], Cancellation);
        using var reached = server.CollectReachedLimits();
        await using var connection = await server.ConnectAsync(Cancellation);
        if (!first)
        {
            await connection.AskAsync("""{"id":1,"op":"ping"}""", Cancellation);
        }

        await connection.SendAsync(Ping(2, MaxLineBytes + 1, lineEnd), Cancellation);
        var reply = (await connection.ReadLineAsync(Cancellation))!.Value;

        Assert.Equal("line_too_long", reply.ErrorCode());
        Assert.Contains("1024 bytes", reply.ErrorMessage(), StringComparison.Ordinal);
        Assert.Null(reply.Id());
        Assert.Null(await connection.ReadLineAsync(Cancellation));
        Assert.Equal(["line_too_long"], reached.Codes);
    }

    [Fact]
    public async Task Requests_before_the_line_that_is_too_long_are_answered()
    {
        await using var server = await SongServer.StartAsync([$"SongServer:MaxLineBytes={MaxLineBytes}"], Cancellation);
        await using var connection = await server.ConnectAsync(Cancellation);

        await connection.SendAsync((byte[])[.. Ping(1, 30, "\n"), .. Ping(2, MaxLineBytes + 1, "\n"), .. Ping(3, 30, "\n")], Cancellation);
        var received = await new Received().ReadAsync(connection, received => received.Closed, Cancellation);

        Assert.Equal([null, "line_too_long"], received.Replies.Select(reply => reply.ErrorCode()));
        Assert.Equal(1, received.Replies[0].Id());
    }

    /// <summary>A request that is a line of so many bytes, without its line end.</summary>
    private static byte[] Ping(int id, int bytes, string lineEnd)
    {
        var start = $$"""{"id":{{id}},"op":"ping","":""";
        return Encoding.UTF8.GetBytes($"{start}\"{new string('x', bytes - start.Length - 3)}\"}}{lineEnd}");
    }
}
