using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Playlist.Client.Serving.Safety;

namespace Playlist.Client.Tests.Serving.Safety;

/// <summary>Requests as a browser would send them, from this site's page and from another's.</summary>
public sealed class PageSafetyTests : ServedTest
{
    private const string Audio = "/songs/lover/audio";

    private string Own => Served.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    private int Port => Served.Http.BaseAddress!.Port;

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("LOCALHOST:1234", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("[::1]:80", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("localhost.evil.example", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.BadRequest)]
    [InlineData("evil.localhost", HttpStatusCode.BadRequest)]
    [InlineData("192.168.1.7", HttpStatusCode.BadRequest)]
    public async Task Only_this_machines_names_are_answered_to(string host, HttpStatusCode status)
    {
        using var response = await SendAsync(HttpMethod.Get, Audio, ("Host", host));

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Names_that_are_configured_are_answered_to_in_place_of_these()
    {
        await using var served = await ServedClient.StartAsync(Server.Address, "--AllowedHosts=player.example;music.example");

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.BadRequest],
            await Task.WhenAll(new[] { "player.example", "music.example:8080", "localhost" }.Select(async host =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, Audio) { Headers = { Host = host } };
                using var response = await served.Http.SendAsync(request, Cancellation);
                return response.StatusCode;
            })));
    }

    [Theory]
    [InlineData("true", HttpStatusCode.OK)]
    [InlineData("false", HttpStatusCode.Forbidden)]
    public async Task A_proxy_that_speaks_HTTPS_is_believed_when_it_is_configured(string enabled, HttpStatusCode status)
    {
        await using var served = await ServedClient.StartAsync(Server.Address, "--AllowedHosts=player.example", $"--FORWARDEDHEADERS_ENABLED={enabled}");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/updates/read") { Headers = { Host = "player.example" } };
        request.Headers.Add("Origin", "https://player.example");
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var response = await served.Http.SendAsync(request, Cancellation);

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData("POST", "/updates/read")]
    [InlineData("POST", "/play")]
    [InlineData("GET", "/updates")]
    [InlineData("GET", Audio)]
    [InlineData("PUT", "/updates")]
    [InlineData("OPTIONS", "/updates")]
    public async Task A_request_of_another_origin_is_refused(string method, string path)
    {
        string[] others =
        [
            "http://evil.example", "null", "", Own + ".evil.example", Own + "0", $"http://localhost:{Port}", Own.Replace("http:", "https:", StringComparison.Ordinal), "http://127.0.0.1:1", Own + "/", Own + ", " + Own,
        ];
        foreach (var origin in others)
        {
            using var response = await SendAsync(new HttpMethod(method), path, ("Origin", origin));

            Assert.True(response.StatusCode == HttpStatusCode.Forbidden, origin);
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
            Assert.Equal("other_site", problem.GetProperty("code").GetString());
            Assert.Contains("Open this site's own address", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        Assert.Empty(Server.Ranges);
    }

    [Fact]
    public async Task A_request_of_this_origin_is_answered()
    {
        using var direct = await SendAsync(HttpMethod.Post, "/updates/read", ("Origin", Own), ("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Mode", "cors"));
        using var proxied = await SendAsync(HttpMethod.Post, "/updates/read", ("Host", "localhost:1234"), ("Origin", "http://localhost:1234"));
        using var command = await SendAsync(HttpMethod.Post, "/updates/read");

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK], new[] { direct, proxied, command }.Select(response => response.StatusCode));
    }

    [Theory]
    [InlineData("GET", "cross-site", "no-cors", "audio", false)]
    [InlineData("GET", "same-site", "no-cors", "image", false)]
    [InlineData("HEAD", "cross-site", "cors", "empty", false)]
    [InlineData("GET", "cross-site", "navigate", "embed", false)]
    [InlineData("GET", "cross-site", "navigate", "object", false)]
    [InlineData("POST", "cross-site", "navigate", "document", false)]
    [InlineData("POST", "same-site", "cors", "empty", false)]
    [InlineData("GET", "cross-site", "navigate", "document", true)]
    [InlineData("GET", "same-origin", "no-cors", "audio", true)]
    [InlineData("GET", "none", "navigate", "document", true)]
    public async Task What_another_site_loads_is_refused_and_its_links_are_followed(string method, string site, string mode, string destination, bool isAnswered)
    {
        foreach (var path in new[] { Audio, "/songs/lover/cover", "/playlists/none/m3u8", "/updates" })
        {
            using var response = await SendAsync(new HttpMethod(method), path, ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode), ("Sec-Fetch-Dest", destination));

            Assert.True(response.StatusCode != HttpStatusCode.Forbidden == isAnswered, path);
        }
    }

    [Theory]
    [InlineData("http://evil.example", null)]
    [InlineData(null, "cross-site")]
    [InlineData(null, "same-site")]
    public async Task A_web_socket_of_another_site_is_refused(string? origin, string? site)
    {
        using var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
        socket.Options.SetRequestHeader("Origin", origin);
        socket.Options.SetRequestHeader("Sec-Fetch-Site", site);
        // No browser sends that.
        socket.Options.SetRequestHeader("Sec-Fetch-Mode", "navigate");

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri($"ws://127.0.0.1:{Port}/_blazor"), Cancellation));

        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }

    [Theory]
    [InlineData("GET", "/alive")]
    [InlineData("GET", Audio)]
    [InlineData("GET", "/songs/lover/cover")]
    [InlineData("GET", "/songs/none/audio")]
    [InlineData("GET", "/no/such/page")]
    [InlineData("PUT", "/updates")]
    public async Task Every_answer_tells_the_browser_what_it_may_do_with_it(string method, string path)
    {
        using var response = await SendAsync(new HttpMethod(method), path);

        Assert.Contains(SafetyHeaders.Policy, response.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(
            ["nosniff", "no-referrer", "same-origin", "same-origin"],
            new[] { "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy" }.Select(name => response.Headers.GetValues(name).Single()));
        Assert.StartsWith("camera=()", response.Headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_and_a_refusal_tell_it_too()
    {
        Served.App.MapGet("/throws", (HttpContext _) => throw new InvalidOperationException("A fault."));

        using var error = await SendAsync(HttpMethod.Get, "/throws");
        using var refusal = await SendAsync(HttpMethod.Get, "/alive", ("Origin", "http://evil.example"));

        Assert.Equal((HttpStatusCode.InternalServerError, HttpStatusCode.Forbidden), (error.StatusCode, refusal.StatusCode));
        Assert.All([error, refusal], response => Assert.Equal(SafetyHeaders.Policy, response.Headers.GetValues("Content-Security-Policy").Single()));
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Served.Http.SendAsync(request, Cancellation);
    }
}
