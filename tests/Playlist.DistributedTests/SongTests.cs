using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Playlist.Protocol.Songs;
using Playlist.Testing;

namespace Playlist.DistributedTests;

public sealed class SongTests(PlaylistApplication application)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_catalogue_is_that_of_the_original()
    {
        await using var connection = await SongConnection.OpenAsync(application.SongServer, Cancellation);

        var reply = await connection.AskAsync("""{"id":1,"op":"songs"}""", Cancellation);

        Assert.Equal(
            [
                "Box Breathing - Sorry Ghost", "Cruel Summer - Taylor Swift", "Golden - HUNTRX", "How It's Done - HUNTRX",
                "Lover - Taylor Swift", "Take Down - HUNTRX", "To The Creatures - Sorry Ghost",
            ],
            reply.GetProperty("songs").EnumerateArray().Select(song => $"{song.GetProperty("title")} - {song.GetProperty("artist")}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Each_song_is_received_byte_for_byte_as_it_is_on_disk()
    {
        var catalogue = PlaylistApplication.ReadCatalogue();
        Assert.Equal(7, catalogue.Count);
        await using var connection = await SongConnection.OpenAsync(application.SongServer, Cancellation);

        foreach (var (title, artist, path) in catalogue)
        {
            var (reply, audio, end) = await connection.PlayAsync($"{title} - {artist}", Cancellation);

            Assert.Equal($"Playing song: {title}", reply.GetProperty("message").GetString());
            Assert.Equal(await File.ReadAllBytesAsync(path, Cancellation), audio);
            var checksum = new AudioChecksum();
            checksum.Append(audio);
            Assert.Equal(checksum.ToString(), end.GetProperty("checksum").GetString());
        }
    }

    [Fact]
    public async Task A_client_plays_a_song_for_whoever_asks_it_to()
    {
        using var client = application.CreateHttpClient("client-1");

        using var response = await client.PostAsJsonAsync("/play", new { song = "cruel summer" }, Cancellation);

        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.True(response.IsSuccessStatusCode, answer.ToString());
        Assert.Equal("Playing song: Cruel Summer", answer.GetProperty("message").GetString());
        Assert.Equal(new FileInfo(PlaylistApplication.FindTune("Cruel Summer")).Length, answer.GetProperty("bytes").GetInt64());
    }

    [Theory]
    [InlineData("Cruel Summer")]
    [InlineData("Cruel Summer\n")]
    [InlineData("Cruel Summer\r\n")]
    public async Task The_originals_client_names_a_song_with_and_without_line_end(string sent)
    {
        await using var connection = await SongConnection.OpenAsync(application.SongServer, Cancellation);

        await connection.SendAsync(Encoding.UTF8.GetBytes(sent), Cancellation);

        Assert.Equal("Playing song: Cruel Summer", Encoding.UTF8.GetString(await connection.ReadToEndAsync(Cancellation)));
    }

    [Fact]
    public async Task The_originals_later_client_gets_the_song_and_the_time()
    {
        await using var connection = await SongConnection.OpenAsync(application.SongServer, Cancellation);

        await connection.SendAsync("""{"song":"Golden","timestamp":1000,"node_id":"CLIENT_1"}"""u8.ToArray(), Cancellation);

        var answer = JsonDocument.Parse(await connection.ReadToEndAsync(Cancellation)).RootElement;
        Assert.Equal("Playing song: Golden", answer.GetProperty("message").GetString());
        Assert.True(answer.GetProperty("timestamp").GetInt64() > 1000);
    }

    [Fact]
    public async Task The_play_command_says_what_is_wrong_with_its_arguments()
    {
        var missing = await application.App.ExecuteAsync("client-1", "play-song", Cancellation, ("song", null));
        Assert.False(missing.Success);

        var unknown = await application.App.ExecuteAsync("client-1", "play-song", Cancellation, ("song", "Cruel Sumer"));
        Assert.False(unknown.Success);
        Assert.Contains("Did you mean 'Cruel Summer'?", unknown.Message, StringComparison.Ordinal);

        var known = await application.App.ExecuteAsync("client-1", "play-song", Cancellation, ("song", "Cruel Summer"));
        Assert.True(known.Success, known.Message);
    }

    [Fact]
    public async Task The_scan_commands_start_and_stop_a_scan()
    {
        var started = await application.App.ExecuteAsync("server", "rescan", Cancellation);
        Assert.True(started.Success, started.Message);

        var stopped = await application.App.ExecuteAsync("server", "stop-scan", Cancellation);
        Assert.True(stopped.Success, stopped.Message);
    }
}
