using Playlist.Server.Tests.Hosting;

namespace Playlist.Server.Tests.Catalogues;

/// <summary>The operations that read the catalogue, over the protocol.</summary>
public sealed class OperationTests(ServerWithMusic server) : TimedTest, IClassFixture<ServerWithMusic>
{
    [Fact]
    public async Task Song_tells_all_that_is_known()
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        var song = (await connection.AskAsync("""{"id":3,"op":"song","song":"cruel summer"}""", Cancellation)).GetProperty("song");

        Assert.Equal(
            ["id", "title", "artist", "album", "duration", "type", "bytes", "path", "added", "plays", "cover"],
            song.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("Cruel Summer", "Taylor Swift", "Demo tunes", "audio/mpeg"), (song.Text("title"), song.Text("artist"), song.Text("album"), song.Text("type")));
        Assert.Equal((200_003, "0.mp3"), (song.Number("bytes"), song.Text("path")));
    }

    [Fact]
    public async Task Artists_lists_by_name_and_by_query()
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        var all = await connection.AskAsync("""{"id":3,"op":"artists","offset":1,"limit":3}""", Cancellation);
        var found = await connection.AskAsync("""{"id":3,"op":"artists","query":"swift"}""", Cancellation);

        Assert.Equal((5, 1), (all.Number("total"), all.Number("offset")));
        Assert.Equal(["Nobody", "Sorry Ghost", "Taylor Swift"], all.GetProperty("artists").EnumerateArray().Select(artist => artist.Text("name")));
        Assert.Equal("""[{"name":"Taylor Swift","songs":2,"albums":1}]""", found.GetProperty("artists").GetRawText());
    }

    [Fact]
    public async Task Albums_lists_by_name_query_and_artist()
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        var all = await connection.AskAsync("""{"id":3,"op":"albums"}""", Cancellation);
        var found = await connection.AskAsync("""{"id":3,"op":"albums","query":"demo","artist":"taylor swift"}""", Cancellation);
        var none = await connection.AskAsync("""{"id":3,"op":"albums","artist":"HUNTRX"}""", Cancellation);

        Assert.StartsWith("""[{"name":"Demo tunes","artist":"Taylor Swift","songs":2,"duration":3,"song":""", all.GetProperty("albums").GetRawText(), StringComparison.Ordinal);
        Assert.Equal(all.GetRawText(), found.GetRawText());
        Assert.Equal(0, none.Number("total"));
    }

    [Fact]
    public async Task Match_answers_an_id_or_null_for_each_in_order()
    {
        await using var connection = await server.ConnectAsync(Cancellation);
        var golden = (await connection.AskAsync("""{"id":1,"op":"song","song":"Golden"}""", Cancellation)).GetProperty("song").Text("id");

        var reply = await connection.AskAsync("""{"id":4,"op":"match","songs":[{"title":"Unknown"},{"path":"C:\\4.ogg"},{"title":"golden","artist":"huntrx"}]}""", Cancellation);

        Assert.Equal($$"""{"id":4,"ok":true,"songs":[null,"{{golden}}","{{golden}}"]}""", reply.GetRawText());
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(501, false)]
    public async Task Match_takes_up_to_500_songs(int count, bool accepted)
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        var reply = await connection.AskAsync($$"""{"id":4,"op":"match","songs":[{{string.Join(',', Enumerable.Repeat("""{"path":"a"}""", count))}}]}""", Cancellation);

        Assert.Equal(accepted ? null : "bad_request", reply.ErrorCode());
        Assert.True(accepted ? reply.GetProperty("songs").GetArrayLength() == count : reply.ErrorMessage().Contains("1 to 500", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("songs")]
    [InlineData("artists")]
    [InlineData("albums")]
    public async Task A_query_has_up_to_500_characters(string op)
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        var longest = await connection.AskAsync($$"""{"id":1,"op":"{{op}}","query":"{{new string('x', 500)}}"}""", Cancellation);
        var longer = await connection.AskAsync($$"""{"id":2,"op":"{{op}}","query":"{{new string('x', 501)}}"}""", Cancellation);

        Assert.Equal(0, longest.Number("total"));
        Assert.Equal("bad_request", longer.ErrorCode());
        Assert.Contains("'query' has 501 characters", longer.ErrorMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"op\":\"songs\",\"sort\":\"loudness\"", "match, title, artist, album, plays, newest")]
    [InlineData("\"op\":\"song\"", "'song'")]
    [InlineData("\"op\":\"song\",\"song\":\" \"", "'song'")]
    [InlineData("\"op\":\"artists\",\"limit\":1001", "'limit'")]
    [InlineData("\"op\":\"albums\",\"offset\":-1", "'offset'")]
    [InlineData("\"op\":\"match\"", "'songs'")]
    [InlineData("\"op\":\"match\",\"songs\":[]", "'songs'")]
    [InlineData("\"op\":\"match\",\"songs\":[{\"path\":\"a\"},{\"artist\":\"x\"}]", "'songs[1]'")]
    [InlineData("\"op\":\"match\",\"songs\":[null]", "'songs[0]'")]
    public async Task A_wrong_request_is_told_what_is_right(string members, string remedy)
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        var reply = await connection.AskAsync($$"""{"id":3,{{members}}}""", Cancellation);

        Assert.Equal("bad_request", reply.ErrorCode());
        Assert.Contains(remedy, reply.ErrorMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Songs_suggests_a_query_when_nothing_matches()
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        var reply = await connection.AskAsync("""{"id":3,"op":"songs","query":"Crul Sumar"}""", Cancellation);

        Assert.Equal((0, "cruel summer"), (reply.Number("total"), reply.Text("did_you_mean")));
        Assert.Empty(reply.Titles());
    }
}
