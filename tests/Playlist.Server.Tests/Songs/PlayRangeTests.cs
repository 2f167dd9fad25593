using System.Text.Json;
using Playlist.Server.Tests.Hosting;

namespace Playlist.Server.Tests.Songs;

public sealed class PlayRangeTests(ServerWithMusic server) : TimedTest, IClassFixture<ServerWithMusic>
{
    private const int Length = 200_003;

    private byte[] Content => server.Music.Content(ServerWithMusic.CruelSummer);

    [Theory]
    [InlineData("\"from\":0", 0, Length)]
    [InlineData("\"from\":1", 1, Length)]
    [InlineData("\"from\":4095,\"to\":4097", 4095, 4097)]
    [InlineData("\"to\":4096", 0, 4096)]
    [InlineData("\"to\":4097", 0, 4097)]
    [InlineData("\"to\":0", 0, 0)]
    [InlineData("\"from\":200002", Length - 1, Length)]
    [InlineData("\"from\":200003", Length, Length)]
    [InlineData("\"from\":200003,\"to\":200003", Length, Length)]
    [InlineData("\"from\":100,\"to\":100", 100, 100)]
    [InlineData("\"from\":null,\"to\":null,\"etag\":null", 0, Length)]
    public async Task Play_sends_the_range_asked_for(string members, int from, int to)
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        await connection.SendLineAsync($$"""{"id":7,"op":"play","song":"Cruel Summer",{{members}}}""", Cancellation);
        var received = await new Received().ReadAsync(connection, received => received.Ends.Count == 1, Cancellation);

        Assert.Equal(Length, Assert.Single(received.Replies).Number("bytes"));
        received.AssertWhole(7, Content.AsSpan(from..to));
    }

    [Theory]
    [InlineData("\"from\":-1")]
    [InlineData("\"to\":-1")]
    [InlineData("\"from\":200004")]
    [InlineData("\"to\":200004")]
    [InlineData("\"from\":9223372036854775807")]
    [InlineData("\"from\":101,\"to\":100")]
    public async Task Play_refuses_a_range_that_the_file_does_not_have(string members)
    {
        var reply = await AskAsync(members);

        Assert.Equal("bad_range", reply.ErrorCode());
        Assert.Contains("200003", reply.ErrorMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"from\":9223372036854775808")]
    [InlineData("\"from\":1.5")]
    [InlineData("\"to\":\"10\"")]
    public async Task Play_refuses_a_range_that_is_no_whole_number(string members)
    {
        Assert.Equal("bad_request", (await AskAsync(members)).ErrorCode());
    }

    [Fact]
    public async Task Play_resumes_with_the_etag_of_the_same_file_and_not_with_another()
    {
        var etag = (await AskAsync("\"audio\":false")).Text("etag");

        var same = await AskAsync($"\"audio\":false,\"from\":100,\"etag\":\"{etag}\"");
        var other = await AskAsync($"\"audio\":false,\"from\":100,\"etag\":\"{etag}0\"");

        Assert.True(same.IsOk());
        Assert.Equal("changed", other.ErrorCode());
        Assert.Contains(etag, other.ErrorMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Play_answers_changed_once_a_byte_of_the_file_is_another()
    {
        var path = server.Music.FileOf(ServerWithMusic.OneByte);
        await using var connection = await server.ConnectAsync(Cancellation);
        var etag = (await connection.AskAsync("""{"id":1,"op":"play","song":"Take Down","audio":false}""", Cancellation)).Text("etag");
        var written = File.GetLastWriteTimeUtc(path);

        await File.WriteAllBytesAsync(path, [(byte)(server.Music.Content(ServerWithMusic.OneByte)[0] + 1)], Cancellation);
        File.SetLastWriteTimeUtc(path, written.AddSeconds(1));
        var reply = await connection.AskAsync($$"""{"id":1,"op":"play","song":"Take Down","etag":"{{etag}}"}""", Cancellation);

        Assert.Equal("changed", reply.ErrorCode());
        await File.WriteAllBytesAsync(path, server.Music.Content(ServerWithMusic.OneByte), Cancellation);
    }

    [Fact]
    public async Task A_stream_breaks_off_when_its_file_changes_under_it()
    {
        using var music = new MusicFolder().Add("Long", "Nobody", SlowReader.MoreThanBuffersHold);
        await using var own = await SongServer.StartAsync([music.Setting], Cancellation);
        await using var connection = await own.ConnectAsync(Cancellation);

        await connection.SendLineAsync("""{"id":1,"op":"play","song":"Long"}""", Cancellation);
        var received = await new Received().ReadAsync(connection, received => received.Chunks.Count == 1, Cancellation);
        await File.AppendAllTextAsync(music.FileOf("Long - Nobody"), "more", Cancellation);
        await received.ReadAsync(connection, received => received.Ends.Count == 1, Cancellation);

        Assert.Equal("changed", received.Ends[1].ErrorCode());
        Assert.Equal(received.Audio(1).Length, received.Ends[1].Number("bytes"));
        Assert.Equal(music.Content("Long - Nobody")[..received.Audio(1).Length], received.Audio(1));
    }

    private async Task<JsonElement> AskAsync(string members)
    {
        await using var connection = await server.ConnectAsync(Cancellation);
        return await connection.AskAsync($$"""{"id":7,"op":"play","song":"Cruel Summer",{{members}}}""", Cancellation);
    }
}
