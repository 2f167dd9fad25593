using System.Net;
using System.Net.Http.Headers;
using Playlist.Client.Serving.Audio;

namespace Playlist.Client.Tests.Serving.Audio;

public sealed class AudioRangeTests : AudioTest
{
    private const int Length = 10;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(SongContent.FirstBlockBytes)]
    [InlineData(SongContent.FirstBlockBytes + 1)]
    [InlineData(SongContent.FirstBlockBytes + SongContent.BlockBytes)]
    [InlineData(SongContent.FirstBlockBytes + SongContent.BlockBytes + 1)]
    public async Task A_song_is_served_byte_for_byte_whatever_its_length(int bytes)
    {
        SetSong(bytes);

        using var response = await GetAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Song, await response.Content.ReadAsByteArrayAsync(Cancellation));
        var content = response.Content.Headers;
        Assert.Equal(("audio/mpeg", bytes), (content.ContentType?.ToString(), (int?)content.ContentLength));
        Assert.Equal((Etag, "bytes", "nosniff"), (response.Headers.ETag?.ToString(), response.Headers.AcceptRanges.Single(), response.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.True(response.Headers.CacheControl is { Private: true, NoCache: true });
    }

    [Fact]
    public async Task The_server_is_asked_for_no_byte_twice_and_for_no_more_than_a_block_at_once()
    {
        using var response = await GetAsync();
        await response.Content.ReadAsByteArrayAsync(Cancellation);

        const int Second = SongContent.FirstBlockBytes + SongContent.BlockBytes;
        Assert.Equal([(0L, (long?)SongContent.FirstBlockBytes), (SongContent.FirstBlockBytes, Second), (Second, Bytes)], Server.Ranges.Select(range => (range.From, range.To)));
        Assert.All(Server.Ranges, range => Assert.Equal(Etag.Trim('"'), range.Etag));
    }

    [Theory]
    [InlineData("bytes=0-0", 0, 0)]
    [InlineData("bytes=2-5", 2, 5)]
    [InlineData("bytes=9-9", 9, 9)]
    [InlineData("bytes=9-", 9, 9)]
    [InlineData("bytes=0-", 0, 9)]
    [InlineData("bytes=0-9", 0, 9)]
    [InlineData("bytes=0-10", 0, 9)]
    [InlineData("bytes=-1", 9, 9)]
    [InlineData("bytes=-10", 0, 9)]
    [InlineData("bytes=-11", 0, 9)]
    public async Task A_range_is_answered_with_that_part(string range, int first, int last)
    {
        SetSong(Length);

        using var response = await GetAsync(range);

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal(new ContentRangeHeaderValue(first, last, Length), response.Content.Headers.ContentRange);
        Assert.Equal(Song[first..(last + 1)], await response.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task A_range_across_blocks_is_answered_byte_for_byte()
    {
        using var response = await GetAsync($"bytes=1000-{Bytes - 2}");

        Assert.Equal(Song[1000..^1], await response.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Theory]
    [InlineData("bytes=10-")]
    [InlineData("bytes=10-10")]
    [InlineData("bytes=-0")]
    public async Task A_range_beyond_the_end_is_refused_with_the_length(string range)
    {
        SetSong(Length);

        using var response = await GetAsync(range);

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, response.StatusCode);
        Assert.Equal("bytes */10", response.Content.Headers.ContentRange?.ToString());
        Assert.Empty(Server.Ranges);
    }

    [Theory]
    [InlineData("bytes=0-1,3-4")]
    [InlineData("bytes=5-3")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes")]
    [InlineData("seconds=0-1")]
    public async Task What_is_no_single_range_is_answered_with_the_whole_song(string range)
    {
        SetSong(Length);

        using var response = await GetAsync(range);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Song, await response.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task A_song_that_the_browser_has_is_not_sent_again()
    {
        using var same = await GetAsync(headers: headers => headers.Add("If-None-Match", Etag));
        using var other = await GetAsync(headers: headers => headers.Add("If-None-Match", "\"other\""));

        Assert.Equal((HttpStatusCode.NotModified, Etag), (same.StatusCode, same.Headers.ETag?.ToString()));
        Assert.Equal(Song, await other.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal(["lover"], Server.Played);
    }

    [Theory]
    [InlineData("", HttpStatusCode.PartialContent)]
    [InlineData("W/", HttpStatusCode.OK)]
    public async Task A_range_of_the_same_song_needs_a_strong_tag(string prefix, HttpStatusCode status)
    {
        using var response = await GetAsync("bytes=0-1", headers: headers => headers.Add("If-Range", prefix + Etag));

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task A_range_of_another_song_is_answered_with_the_whole_song()
    {
        using var response = await GetAsync("bytes=0-1", headers: headers => headers.Add("If-Range", "\"other\""));

        Assert.Equal((HttpStatusCode.OK, Bytes), (response.StatusCode, (int?)response.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task Head_tells_what_there_is_and_is_no_play()
    {
        using var response = await GetAsync("bytes=0-1", method: HttpMethod.Head);

        Assert.Equal((HttpStatusCode.OK, Bytes, Etag), (response.StatusCode, (int?)response.Content.Headers.ContentLength, response.Headers.ETag?.ToString()));
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Empty(Server.Ranges);
    }

    [Theory]
    [InlineData("audio/ogg", "audio/ogg")]
    [InlineData("text/html", "application/octet-stream")]
    [InlineData("audio/mpeg\r\nX: y", "application/octet-stream")]
    [InlineData("audio", "application/octet-stream")]
    public async Task Only_audio_is_called_so(string type, string expected)
    {
        Server.Type = type;

        using var response = await GetAsync();

        Assert.Equal(expected, response.Content.Headers.ContentType?.ToString());
    }
}
