using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Playlist.Client.Serving.Covers;
using Playlist.Client.Tests.Songs;

namespace Playlist.Client.Tests.Serving.Covers;

public sealed class CoverEndpointsTests : ServedTest
{
    private static readonly byte[] Picture = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];

    [Theory]
    [InlineData("image/jpeg")]
    [InlineData("image/png")]
    [InlineData("image/webp")]
    [InlineData("image/gif")]
    public async Task A_picture_is_passed_on(string type)
    {
        Server.Covers["lover"] = (type, Picture);

        using var response = await GetAsync();

        Assert.Equal((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.ContentType?.ToString()));
        Assert.Equal(Picture, await response.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal(("nosniff", $"\"{FakeSongServer.Etag(Picture)}\""), (response.Headers.GetValues("X-Content-Type-Options").Single(), response.Headers.ETag?.ToString()));
        Assert.True(response.Headers.CacheControl is { Private: true, MaxAge.TotalMinutes: 10 });
    }

    [Theory]
    [InlineData("image/svg+xml")]
    [InlineData("text/html")]
    [InlineData("IMAGE/JPEG; a=b")]
    [InlineData("")]
    public async Task What_is_no_picture_that_runs_nothing_is_replaced(string type)
    {
        Server.Covers["lover"] = (type, "<script>alert(1)</script>"u8.ToArray());

        using var response = await GetAsync();

        await AssertGeneratedAsync(response);
    }

    [Theory]
    [InlineData(CoverEndpoints.MaxBytes, true)]
    [InlineData(CoverEndpoints.MaxBytes + 1, false)]
    [InlineData(0, false)]
    public async Task A_picture_is_passed_on_up_to_a_size(int bytes, bool isPassedOn)
    {
        Server.Covers["lover"] = ("image/png", new byte[bytes]);

        using var response = await GetAsync();

        if (isPassedOn)
        {
            Assert.Equal(bytes, response.Content.Headers.ContentLength);
        }
        else
        {
            await AssertGeneratedAsync(response);
        }
    }

    [Fact]
    public async Task A_song_without_a_cover_has_the_one_of_its_album()
    {
        using var first = await GetAsync();
        using var second = await GetAsync("golden");
        using var same = await GetAsync(headers: request => request.Headers.IfNoneMatch.Add(first.Headers.ETag!));
        using var head = await GetAsync(headers: request => request.Method = HttpMethod.Head);

        await AssertGeneratedAsync(first);
        Assert.Equal(await first.Content.ReadAsStringAsync(Cancellation), await second.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal((HttpStatusCode.OK, first.Headers.ETag), (head.StatusCode, head.Headers.ETag));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task A_song_that_is_not_there_and_a_server_that_is_away_are_told()
    {
        using var unknown = await GetAsync("none");
        Assert.Equal((HttpStatusCode.NotFound, "song_not_found"), (unknown.StatusCode, (await unknown.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("code").GetString()));

        await Server.DisposeAsync();
        using var away = await GetAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
    }

    [Fact]
    public async Task A_page_full_of_covers_gets_them_all()
    {
        Server.Covers["lover"] = ("image/png", new byte[300_000]);

        var covers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Served.Http.GetByteArrayAsync("/songs/lover/cover", Cancellation)));

        Assert.All(covers, cover => Assert.Equal(300_000, cover.Length));
    }

    private static async Task AssertGeneratedAsync(HttpResponseMessage response)
    {
        Assert.Equal((HttpStatusCode.OK, "image/svg+xml"), (response.StatusCode, response.Content.Headers.ContentType?.ToString()));
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains(">L</text>", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> GetAsync(string song = "lover", Action<HttpRequestMessage>? headers = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/songs/{song}/cover");
        headers?.Invoke(request);
        return Served.Http.SendAsync(request, Cancellation);
    }
}
