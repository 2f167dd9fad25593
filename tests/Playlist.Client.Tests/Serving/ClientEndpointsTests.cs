using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Playlist.Client.Inbox;
using Playlist.Client.Serving;
using Playlist.Client.Tests.Songs;
using Playlist.Protocol.Updates;

namespace Playlist.Client.Tests.Serving;

/// <summary>What <c>serve</c> answers over HTTP, in this process, with a scripted song server behind it.</summary>
public sealed class ClientEndpointsTests : IAsyncLifetime
{
    private readonly ScriptedServer _server = new();
    private ServedClient? _served;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private HttpClient Http => _served!.Http;

    public async ValueTask InitializeAsync() => _served = await ServedClient.StartAsync(_server.Address, "--SongClient:RequestTimeout=00:00:02");

    public async ValueTask DisposeAsync()
    {
        await _served!.DisposeAsync();
        _server.Dispose();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"song":" "}""")]
    [InlineData("""{"song":7}""")]
    [InlineData("[1]")]
    [InlineData("no JSON")]
    public async Task Play_without_a_song_is_told_what_to_send(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync("/play", content, Cancellation);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Contains("Cruel Summer", problem.GetProperty("errors").GetProperty("song")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Play_takes_a_name_of_500_characters_and_no_more()
    {
        var playing = Http.PostAsJsonAsync("/play", new { song = new string('x', 500) }, Cancellation);
        using var peer = await _server.AcceptAsync(Cancellation);
        await AnswerAsync(peer, """ "ok":false,"error":{"code":"song_not_found","message":"No such song."}""");
        using var unknown = await playing;
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);

        using var tooLong = await Http.PostAsJsonAsync("/play", new { song = new string('x', 501) }, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, tooLong.StatusCode);
    }

    [Theory]
    [InlineData("song_not_found", HttpStatusCode.NotFound)]
    [InlineData("ambiguous_song", HttpStatusCode.Conflict)]
    [InlineData("too_many_streams", HttpStatusCode.ServiceUnavailable)]
    [InlineData("internal_error", HttpStatusCode.BadGateway)]
    [InlineData("something_new", HttpStatusCode.BadGateway)]
    public async Task What_the_server_refuses_is_told_in_its_words(string code, HttpStatusCode status)
    {
        var playing = Http.PostAsJsonAsync("/play", new { song = "Lover" }, Cancellation);
        using var peer = await _server.AcceptAsync(Cancellation);
        await AnswerAsync(peer, $$""" "ok":false,"error":{"code":"{{code}}","message":"The server's words."}""");

        using var response = await playing;

        Assert.Equal(status, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(("The server's words.", code), (problem.GetProperty("detail").GetString(), problem.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_or_is_away_is_told_apart()
    {
        var playing = Http.PostAsJsonAsync("/play", new { song = "Lover" }, Cancellation);
        using (await _server.AcceptAsync(Cancellation))
        {
            using var late = await playing;
            Assert.Equal(HttpStatusCode.GatewayTimeout, late.StatusCode);
        }

        _server.Pause();
        using var away = await Http.PostAsJsonAsync("/play", new { song = "Lover" }, Cancellation);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)), (away.StatusCode, away.Headers.RetryAfter?.Delta));
    }

    [Fact]
    public async Task Health_is_that_updates_come_through()
    {
        using var health = await Http.GetAsync("/health", Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);

        Assert.Equal("Healthy", await Http.GetStringAsync("/alive", Cancellation));
        Assert.Equal("[]", await Http.GetStringAsync("/updates", Cancellation));
    }

    [Fact]
    public async Task Updates_are_listed_newest_first_and_marked_as_read()
    {
        var inbox = _served!.App.Services.GetRequiredService<IInbox>();
        var updates = new[] { "one", "two" }.Select(message => ArtistUpdate.Create("HUNTRX", message, TimeProvider.System)).ToArray();
        foreach (var update in updates)
        {
            await inbox.StoreAsync(update, Cancellation);
        }

        Assert.Equal(["two", "one"], await ListAsync(""));
        using var some = await Http.PostAsJsonAsync("/updates/read", new { ids = new[] { updates[0].Id } }, Cancellation);
        Assert.Equal("""{"read":1}""", await some.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(["two"], await ListAsync("?unread=true&since=1h"));
        using var all = await Http.PostAsync("/updates/read", content: null, Cancellation);
        Assert.Equal("""{"read":1}""", await all.Content.ReadAsStringAsync(Cancellation));
        Assert.Empty(await ListAsync("?unread=true"));

        async Task<string?[]> ListAsync(string query) =>
            [.. (await Http.GetFromJsonAsync<JsonElement>("/updates" + query, Cancellation)).EnumerateArray().Select(update => update.GetProperty("message").GetString())];
    }

    [Fact]
    public async Task What_no_list_or_mark_can_be_made_of_is_told()
    {
        using var list = await Http.GetAsync("/updates?unread=perhaps&since=2w", Cancellation);
        var errors = (await list.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("errors");
        Assert.Equal(HttpStatusCode.BadRequest, list.StatusCode);
        Assert.True(errors.TryGetProperty("unread", out _) && errors.TryGetProperty("since", out _));

        Assert.Equal(HttpStatusCode.OK, await MarkAsync(UpdateEndpoints.MaxUpdates));
        Assert.Equal(HttpStatusCode.BadRequest, await MarkAsync(UpdateEndpoints.MaxUpdates + 1));

        async Task<HttpStatusCode> MarkAsync(int ids)
        {
            using var response = await Http.PostAsJsonAsync("/updates/read", new { ids = Enumerable.Range(0, ids).Select(_ => Guid.NewGuid()) }, Cancellation);
            return response.StatusCode;
        }
    }

    private static async Task AnswerAsync(ScriptedServer.Peer peer, string members)
    {
        var id = (await peer.ReadAsync(Cancellation)).GetProperty("id");
        await peer.SendAsync($$"""{"id":{{id}},{{members}} }""" + "\n", Cancellation);
    }
}
