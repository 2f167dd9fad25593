using System.Net;
using System.Net.Http.Json;
using System.Net.NetworkInformation;
using Aspire.Dashboard.Resources;
using Aspire.Dashboard.Tests.Hosting;

namespace Aspire.Dashboard.Tests.Access;

public sealed class AccessTests : DashboardTest
{
    private const string Command = "/api/resources/server-abcdefgh/commands/stop";

    [Fact]
    public void Dashboard_listens_on_this_machine_only()
    {
        var listening = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(listener => listener.Port == Dashboard.Address.Port);

        Assert.Equal([IPAddress.Loopback], listening.Select(listener => listener.Address));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/traces/0af7651916cd43dd8448eb211c80319c")]
    [InlineData("/api/resources")]
    [InlineData("/login?t=0af7651916cd43dd8448eb211c80319c")]
    [InlineData("/login")]
    public async Task Stranger_is_told_where_the_key_is(string path)
    {
        using var response = await Dashboard.Stranger.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("AppHost printed", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Printed_address_gives_a_cookie_that_scripts_and_other_sites_do_not_get()
    {
        using var login = await Dashboard.Stranger.GetAsync(Dashboard.LoginAddress, Cancellation);

        Assert.Equal(HttpStatusCode.Redirect, login.StatusCode);
        Assert.Equal("/", login.Headers.Location?.ToString());
        var cookie = Assert.Single(login.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Dashboard.LoginAddress.Query["?t=".Length..], cookie, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:80")]
    [InlineData("127.0.0.1.evil.example")]
    public async Task Request_to_another_host_name_is_refused(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/resources") { Headers = { Host = host } };

        using var response = await Dashboard.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "http://127.0.0.1")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Write_from_another_origin_is_refused_and_does_nothing(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Command) { Content = JsonContent.Create(new { }), Headers = { { header, value } } };

        using var response = await Dashboard.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(Dashboard.Application.Executed);
    }

    [Fact]
    public async Task Write_from_the_page_itself_is_done()
    {
        Dashboard.Application.Outcome = new CommandOutcome(Success: true, Canceled: false, "Done.", Data: null, Format: null, new Dictionary<string, IReadOnlyList<string>>());
        using var request = new HttpRequestMessage(HttpMethod.Post, Command)
        {
            Content = JsonContent.Create(new { arguments = new { song = "Golden" } }),
            Headers = { { "Origin", Dashboard.Address.GetLeftPart(UriPartial.Authority) }, { "Sec-Fetch-Site", "same-origin" } },
        };

        using var response = await Dashboard.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var (replica, command, arguments) = Assert.Single(Dashboard.Application.Executed);
        Assert.Equal(("server-abcdefgh", "stop", "Golden"), (replica, command, arguments["song"]));
    }

    [Fact]
    public async Task Write_that_is_not_JSON_is_refused_as_a_form_of_another_site_would_be()
    {
        using var response = await Dashboard.Client.PostAsync(Command, new StringContent("{}", mediaType: new("text/plain")), Cancellation);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Empty(Dashboard.Application.Executed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task Telemetry_without_the_key_is_refused(string? key)
    {
        using var request = Export(key);

        using var response = await Dashboard.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("x-otlp-api-key", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Telemetry_with_the_key_needs_no_cookie()
    {
        using var request = Export(Dashboard.OtlpKey);

        using var response = await Dashboard.Stranger.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("/login.html", "text/html")]
    [InlineData("/styles.css", "text/css")]
    [InlineData("/console/console-view.js", "text/javascript")]
    [InlineData("/lib/uplot/uPlot.esm.js", "text/javascript")]
    public async Task Files_of_the_page_need_no_key_since_they_hold_nothing_of_the_application(string path, string type)
    {
        using var response = await Dashboard.Stranger.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/console/server")]
    [InlineData("/app.js")]
    [InlineData("/api/resources")]
    public async Task Every_answer_allows_nothing_from_elsewhere(string path)
    {
        using var response = await Dashboard.Client.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
    }

    private static HttpRequestMessage Export(string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/traces") { Content = new ByteArrayContent([]) { Headers = { ContentType = new("application/x-protobuf") } } };
        if (key is not null)
        {
            request.Headers.Add("x-otlp-api-key", key);
        }

        return request;
    }
}
