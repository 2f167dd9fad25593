using System.Text;
using System.Text.Json;
using Playlist.Server.Tests.Hosting;

namespace Playlist.Server.Tests.Songs;

public sealed class OriginalClientTests(ServerWithMusic server) : TimedTest, IClassFixture<ServerWithMusic>
{
    [Theory]
    [InlineData("Cruel Summer", "Playing song: Cruel Summer")]
    [InlineData("Cruel Summer\n", "Playing song: Cruel Summer")]
    [InlineData("cruel summer\r\n", "Playing song: Cruel Summer")]
    [InlineData("deja vu's", "Playing song: Déjà Vu’s")]
    [InlineData("Cruel Sumer", "There is no song 'Cruel Sumer'. Did you mean 'Cruel Summer'?")]
    [InlineData("[1]", "There is no song '[1]'. What there is, 'songs' lists.")]
    [InlineData("\uFFFE", "There is no song '\uFFFE'. What there is, 'songs' lists.")]
    public async Task A_plain_name_is_answered_in_plain_words_and_the_connection_ends(string sent, string answer)
    {
        Assert.Equal(answer, await AskAsync(Encoding.UTF8.GetBytes(sent), completeSending: false));
        Assert.Equal(answer, await AskAsync(Encoding.UTF8.GetBytes(sent), completeSending: true));
    }

    [Fact]
    public async Task A_plain_name_that_is_no_text_is_answered_too()
    {
        var answer = await AskAsync([0xC3, 0x28, 0xFF], completeSending: false);

        Assert.StartsWith("There is no song '", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plain_line_of_the_longest_length_is_a_name_and_a_longer_one_is_refused_in_plain_words()
    {
        using var music = new MusicFolder().Add("Cruel Summer", "Taylor Swift", bytes: 1);
        await using var small = await SongServer.StartAsync([music.Setting, "SongServer:MaxLineBytes=1024"], Cancellation);

        Assert.StartsWith("There is no song 'xxx", await AskAsync(small.Address, new string('x', 1024) + "\n"), StringComparison.Ordinal);
        foreach (var lineEnd in new[] { "\n", "" })
        {
            Assert.Equal("A line may have 1024 bytes at most, without its line end.", await AskAsync(small.Address, new string('x', 1025) + lineEnd));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public async Task The_later_client_gets_its_message_and_its_timestamp_plus_one(string lineEnd)
    {
        using var music = new MusicFolder().Add("Cruel Summer", "Taylor Swift", bytes: 1);
        await using var fresh = await SongServer.StartAsync([music.Setting], Cancellation);

        var answer = await AskAsync(fresh.Address, """{"song": "Cruel Summer", "timestamp": 3, "node_id": "CLIENT_1"}""" + lineEnd);

        Assert.Equal("""{"message":"Playing song: Cruel Summer","timestamp":4}""", answer);
    }

    [Fact]
    public async Task The_clock_never_goes_back()
    {
        using var music = new MusicFolder().Add("Cruel Summer", "Taylor Swift", bytes: 1);
        await using var fresh = await SongServer.StartAsync([music.Setting], Cancellation);

        // The last two are no times that a client can have counted to: they leave the clock alone.
        long[] sent = [10, 3, 11, 100, 0, -5, long.MaxValue];
        var answered = new List<long>();
        foreach (var timestamp in sent)
        {
            var answer = await AskAsync(fresh.Address, $$"""{"song":"Cruel Summer","timestamp":{{timestamp}},"node_id":"CLIENT_1"}""" + "\n");
            answered.Add(JsonDocument.Parse(answer).RootElement.Number("timestamp"));
        }

        Assert.Equal([11, 12, 13, 101, 102, 103, 104], answered);
    }

    [Fact]
    public async Task The_later_client_is_told_what_is_wrong_in_its_message()
    {
        var answer = await AskAsync("""{"song":"Cruel Sumer","timestamp":1,"node_id":"CLIENT_1"}"""u8.ToArray(), completeSending: false);

        Assert.Equal("There is no song 'Cruel Sumer'. Did you mean 'Cruel Summer'?", JsonDocument.Parse(answer).RootElement.Text("message"));
    }

    [Fact]
    public async Task A_first_request_of_the_protocol_may_take_longer_than_the_original_clients()
    {
        var time = new ObservedTime();
        using var music = new MusicFolder().Add("Cruel Summer", "Taylor Swift", bytes: 1);
        await using var slow = await SongServer.StartAsync([music.Setting], Cancellation, time.Use);
        await using var connection = await slow.ConnectAsync(Cancellation);

        var quiet = time.WhenArmedAsync(TimeSpan.FromMilliseconds(100), Cancellation);
        await connection.SendAsync("""{"id":1,"op":"pi"""u8.ToArray(), Cancellation);
        await quiet;
        // Once it is clear that this is none of the original's clients, the line may take its time.
        var line = time.WhenArmedAsync(TimeSpan.FromSeconds(10) - TimeSpan.FromMilliseconds(100), Cancellation);
        time.Advance(TimeSpan.FromMilliseconds(100));
        await line;
        await connection.SendLineAsync("""ng"}""", Cancellation);

        Assert.Equal("""{"id":1,"ok":true}""", (await connection.ReadLineAsync(Cancellation))!.Value.GetRawText());
    }

    [Fact]
    public async Task A_plain_name_counts_as_complete_after_100_ms_without_a_byte_and_not_before()
    {
        var time = new ObservedTime();
        using var music = new MusicFolder().Add("Cruel Summer", "Taylor Swift", bytes: 1);
        await using var slow = await SongServer.StartAsync([music.Setting], Cancellation, time.Use);
        await using var connection = await slow.ConnectAsync(Cancellation);

        var first = time.WhenArmedAsync(TimeSpan.FromMilliseconds(100), Cancellation);
        await connection.SendAsync("Cruel"u8.ToArray(), Cancellation);
        await first;
        time.Advance(TimeSpan.FromMilliseconds(99));
        var second = time.WhenArmedAsync(TimeSpan.FromMilliseconds(100), Cancellation);
        await connection.SendAsync(" Summer"u8.ToArray(), Cancellation);
        await second;
        time.Advance(TimeSpan.FromMilliseconds(100));

        Assert.Equal("Playing song: Cruel Summer", Encoding.UTF8.GetString(await connection.ReadToEndAsync(Cancellation)));
    }

    private async Task<string> AskAsync(byte[] sent, bool completeSending)
    {
        await using var connection = await server.ConnectAsync(Cancellation);
        await connection.SendAsync(sent, Cancellation);
        if (completeSending)
        {
            connection.CompleteSending();
        }

        return Encoding.UTF8.GetString(await connection.ReadToEndAsync(Cancellation));
    }

    private async Task<string> AskAsync(Uri address, string sent)
    {
        await using var connection = await Playlist.Testing.SongConnection.OpenAsync(address, Cancellation);
        await connection.SendAsync(Encoding.UTF8.GetBytes(sent), Cancellation);
        return Encoding.UTF8.GetString(await connection.ReadToEndAsync(Cancellation));
    }
}
