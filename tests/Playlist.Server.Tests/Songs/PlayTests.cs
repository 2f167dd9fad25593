using System.Text.Json;
using Playlist.Protocol.Songs;
using Playlist.Server.Tests.Hosting;

namespace Playlist.Server.Tests.Songs;

public sealed class PlayTests(ServerWithMusic server) : TimedTest, IClassFixture<ServerWithMusic>
{
    [Theory]
    [InlineData(ServerWithMusic.CruelSummer, "audio/mpeg")]
    [InlineData(ServerWithMusic.Ogg, "audio/ogg")]
    [InlineData(ServerWithMusic.OneByte, "audio/mpeg")]
    [InlineData(ServerWithMusic.Empty, "audio/mpeg")]
    public async Task Play_sends_the_file_byte_for_byte(string song, string type)
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        var (reply, audio, end) = await connection.PlayAsync(song, Cancellation);

        var content = server.Music.Content(song);
        var checksum = new AudioChecksum();
        checksum.Append(content);
        Assert.True(reply.IsOk());
        Assert.Equal($"Playing song: {song.Split(" - ")[0]}", reply.Text("message"));
        Assert.Equal(type, reply.Text("type"));
        Assert.Equal(content.Length, reply.Number("bytes"));
        Assert.Equal(content, audio);
        Assert.Equal($$"""{"id":1,"end":true,"bytes":{{content.Length}},"checksum":"{{checksum}}"}""", end.GetRawText());
    }

    [Theory]
    [InlineData("Cruel Summer")]
    [InlineData("cRUEL sUMMER")]
    [InlineData(" \\tCruel   Summer ")]
    [InlineData("Crüel Sùmmer")]
    [InlineData("Cru\\u0065\\u0301l Summer")]
    [InlineData("Cruel Summer - Taylor Swift")]
    [InlineData("cruel summer - taylor swift")]
    public async Task Play_finds_a_song_without_regard_to_case_accents_and_space(string name)
    {
        Assert.Equal("Cruel Summer", (await FindAsync(name)).GetProperty("song").Text("title"));
    }

    [Theory]
    [InlineData("Deja Vu's")]
    [InlineData("DÉJÀ VU’S - ZOË")]
    public async Task Play_finds_an_accented_song_by_plain_letters_and_apostrophe(string name)
    {
        Assert.Equal("Déjà Vu’s", (await FindAsync(name)).GetProperty("song").Text("title"));
    }

    [Fact]
    public async Task Play_finds_a_song_by_its_id()
    {
        var id = (await FindAsync("Lover - Sorry Ghost")).GetProperty("song").Text("id");

        var song = (await FindAsync($" {id.ToUpperInvariant()} ")).GetProperty("song");

        Assert.Equal("Sorry Ghost", song.Text("artist"));
    }

    [Fact]
    public async Task Play_lists_the_candidates_of_an_ambiguous_name()
    {
        var reply = await FindAsync("lover");

        Assert.Equal("ambiguous_song", reply.ErrorCode());
        Assert.Contains("Lover - Taylor Swift", reply.ErrorMessage(), StringComparison.Ordinal);
        Assert.Contains("Lover - Sorry Ghost", reply.ErrorMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Play_suggests_the_song_that_was_meant()
    {
        var reply = await FindAsync("Cruel Sumer");

        Assert.Equal("""{"code":"song_not_found","message":"There is no song 'Cruel Sumer'. Did you mean 'Cruel Summer'?"}""", reply.GetProperty("error").GetRawText());
    }

    [Theory]
    [InlineData("Bohemian Rhapsody", "'Bohemian Rhapsody'")]
    [InlineData("🎵", "'🎵'")]
    public async Task Play_tells_how_to_list_the_songs_when_none_is_close(string name, string quoted)
    {
        var reply = await FindAsync(name);

        Assert.Equal("song_not_found", reply.ErrorCode());
        Assert.Contains(quoted, reply.ErrorMessage(), StringComparison.Ordinal);
        Assert.Contains("'songs' lists", reply.ErrorMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\\uFFFE")]
    [InlineData("Cruel\\uFFFESummer")]
    public async Task Play_finds_nothing_under_a_name_that_no_text_has(string name)
    {
        Assert.Equal("song_not_found", (await FindAsync(name)).ErrorCode());
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"song\":\" \"")]
    [InlineData(",\"song\":null")]
    [InlineData(",\"song\":\"Golden\",\"audio\":\"no\"")]
    public async Task Play_without_a_song_is_refused(string members)
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        var reply = await connection.AskAsync($$"""{"id":7,"op":"play"{{members}}}""", Cancellation);

        Assert.Equal("bad_request", reply.ErrorCode());
        Assert.Equal(7, reply.Id());
    }

    [Fact]
    public async Task Play_without_audio_is_the_reply_alone()
    {
        await using var connection = await server.ConnectAsync(Cancellation);

        var reply = await connection.AskAsync("""{"id":7,"op":"play","song":"Golden","audio":false}""", Cancellation);
        var next = await connection.AskAsync("""{"id":7,"op":"ping"}""", Cancellation);

        Assert.Equal(150_001, reply.Number("bytes"));
        Assert.Equal("""{"id":7,"ok":true}""", next.GetRawText());
    }

    /// <param name="name">As it stands in the JSON: may hold escapes.</param>
    private async Task<JsonElement> FindAsync(string name)
    {
        await using var connection = await server.ConnectAsync(Cancellation);
        return await connection.AskAsync($$"""{"id":1,"op":"play","song":"{{name}}","audio":false}""", Cancellation);
    }
}
