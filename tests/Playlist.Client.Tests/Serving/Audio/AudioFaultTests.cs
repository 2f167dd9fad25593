using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Playlist.Client.Serving;
using Playlist.Client.Serving.Audio;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Tests.Serving.Audio;

public sealed class AudioFaultTests : AudioTest
{
    private const int ThirdBlock = SongContent.FirstBlockBytes + SongContent.BlockBytes;

    [Fact]
    public async Task A_song_that_is_not_there_is_told_in_the_servers_words()
    {
        using var unknown = await Served.Http.GetAsync($"/songs/{new string('x', ClientEndpoints.MaxSongLength)}/audio", Cancellation);
        using var tooLong = await Served.Http.GetAsync($"/songs/{new string('x', ClientEndpoints.MaxSongLength + 1)}/audio", Cancellation);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (unknown.StatusCode, tooLong.StatusCode));
        var problem = await unknown.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(SongErrorCodes.SongNotFound, problem.GetProperty("code").GetString());
        Assert.StartsWith("There is no song", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("No song has an id of over", (await tooLong.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_away_is_told_before_the_first_byte()
    {
        await Server.DisposeAsync();

        using var response = await GetAsync();

        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)), (response.StatusCode, response.Headers.RetryAfter?.Delta));
        Assert.Null(response.Headers.ETag);
    }

    [Fact]
    public async Task Damaged_audio_is_asked_for_three_times_and_then_told()
    {
        Server.Damaged.Add("lover");

        using var response = await GetAsync("bytes=5-");

        Assert.Equal((HttpStatusCode.BadGateway, null), (response.StatusCode, response.Content.Headers.ContentRange));
        Assert.Equal("checksum_mismatch", (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("code").GetString());
        Assert.Equal(3, Server.Ranges.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_lost_in_the_middle_is_asked_again_where_it_stopped(bool goesAway)
    {
        var lost = 0;
        Server.Sending = (_, position) => position >= SongContent.FirstBlockBytes + (SongContent.BlockBytes / 2) && Interlocked.Increment(ref lost) <= 2
            ? throw (goesAway ? new SongProtocolException(SongErrorCodes.GoingAway, "The server is stopping.") : new IOException("Lost."))
            : Task.CompletedTask;

        using var response = await GetAsync();

        Assert.Equal(Song, await response.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal([0, SongContent.FirstBlockBytes, SongContent.FirstBlockBytes, SongContent.FirstBlockBytes, ThirdBlock], Server.Ranges.Select(range => (int)range.From));
    }

    [Fact]
    public async Task A_song_whose_server_stays_lost_breaks_off_and_does_not_end()
    {
        Server.Sending = (_, position) => position >= ThirdBlock ? throw new IOException("Lost.") : Task.CompletedTask;

        using var response = await GetAsync();

        Assert.Equal(Bytes, response.Content.Headers.ContentLength);
        await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal(3, Server.Ranges.Count(range => range.From == ThirdBlock));
    }

    [Fact]
    public async Task A_song_that_changes_in_the_middle_breaks_off()
    {
        var first = Song;
        Server.Sending = (_, position) =>
        {
            if (position == SongContent.FirstBlockBytes)
            {
                Server.Audio["lover"] = [.. first.Reverse()];
            }

            return Task.CompletedTask;
        };

        using var response = await GetAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task A_listener_who_stops_reading_holds_up_nobody_and_gets_all_in_the_end()
    {
        // More than the buffers of a connection hold.
        SetSong(64 * 1024 * 1024);
        using var paused = await GetAsync();
        await using var audio = await paused.Content.ReadAsStreamAsync(Cancellation);

        var others = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Served.Http.GetByteArrayAsync("/songs/golden/audio", Cancellation)));

        Assert.All(others, other => Assert.Equal("audio of Golden"u8, other));
        Assert.True(Server.Ranges.Max(range => range.To) < Song.Length);
        using var all = new MemoryStream();
        await audio.CopyToAsync(all, Cancellation);
        Assert.True(all.GetBuffer().AsSpan(0, (int)all.Length).SequenceEqual(Song));
    }

    [Fact]
    public async Task A_listener_who_stops_reading_does_not_keep_the_process_from_ending()
    {
        SetSong(64 * 1024 * 1024);
        await using var served = await ServedClient.StartAsync(Server.Address, "--shutdownTimeoutSeconds=3600");
        using var paused = await served.Http.GetAsync("/songs/lover/audio", HttpCompletionOption.ResponseHeadersRead, Cancellation);

        await served.App.StopAsync(Cancellation);

        await Assert.ThrowsAsync<HttpRequestException>(() => paused.Content.ReadAsByteArrayAsync(Cancellation));
    }
}
