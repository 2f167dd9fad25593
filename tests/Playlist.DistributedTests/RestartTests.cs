using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Playlist.Testing;

namespace Playlist.DistributedTests;

/// <summary>What runs on goes on: each test leaves everything running and healthy.</summary>
public sealed class RestartTests(PlaylistApplication application)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string[] Followers => [.. PlaylistApplication.Clients, "notifier"];

    [Fact]
    public async Task A_server_stopped_and_started_is_found_again_by_running_clients()
    {
        await application.ExecuteAsync("server", KnownResourceCommands.StopCommand, Cancellation);
        await application.App.ResourceNotifications.WaitForResourceAsync("server", KnownResourceStates.TerminalStates, Cancellation);
        using var client = application.CreateHttpClient("client-1");
        using (var response = await client.PostAsJsonAsync("/play", new { song = "Golden" }, Cancellation))
        {
            Assert.Contains(response.StatusCode, new[] { HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout });
        }

        await application.ExecuteAsync("server", KnownResourceCommands.StartCommand, Cancellation);
        await application.App.ResourceNotifications.WaitForResourceHealthyAsync("server", Cancellation);

        using var played = await client.PostAsJsonAsync("/play", new { song = "Golden" }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, played.StatusCode);
    }

    [Fact]
    public async Task Playlists_outlive_the_server()
    {
        string before;
        await using (var connection = await SongConnection.OpenAsync(application.SongServer, Cancellation))
        {
            await connection.AskAsync("""{"id":1,"op":"playlist.create","name":"Outlives"}""", Cancellation);
            await connection.AskAsync("""{"id":2,"op":"playlist.add","playlist":"Outlives","version":1,"songs":["Golden","Lover","Golden"]}""", Cancellation);
            before = await DescribeAsync(connection);
            Assert.Contains("\"version\":2", before, StringComparison.Ordinal);
            Assert.Contains("\"total\":3", before, StringComparison.Ordinal);
        }

        await application.ExecuteAsync("server", KnownResourceCommands.StopCommand, Cancellation);
        await application.App.ResourceNotifications.WaitForResourceAsync("server", KnownResourceStates.TerminalStates, Cancellation);
        await application.ExecuteAsync("server", KnownResourceCommands.StartCommand, Cancellation);
        await application.App.ResourceNotifications.WaitForResourceHealthyAsync("server", Cancellation);

        await using var again = await SongConnection.OpenAsync(application.SongServer, Cancellation);
        Assert.Equal(before, await DescribeAsync(again));

        static async Task<string> DescribeAsync(SongConnection connection) =>
            $"{await connection.AskAsync("""{"id":3,"op":"playlist","playlist":"Outlives"}""", Cancellation)}";
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task During_a_broker_restart_every_request_and_update_ends_in_an_answer()
    {
        using var client = application.CreateHttpClient("client-1");
        using var notifier = application.CreateHttpClient("notifier");

        await application.ExecuteAsync("messaging", KnownResourceCommands.StopCommand, Cancellation);
        await application.App.ResourceNotifications.WaitForResourceAsync("messaging", KnownResourceStates.TerminalStates, Cancellation);
        using (var played = await client.PostAsJsonAsync("/play", new { song = "Lover" }, Cancellation))
        {
            Assert.Equal(HttpStatusCode.OK, played.StatusCode);
        }

        Uri? away;
        using (var accepted = await notifier.PostAsJsonAsync("/updates", new { artist = "Taylor Swift", message = "While it is away" }, Cancellation))
        {
            Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
            away = accepted.Headers.Location;
        }

        await application.ExecuteAsync("messaging", KnownResourceCommands.StartCommand, Cancellation);
        await application.App.ResourceNotifications.WaitForResourceHealthyAsync("messaging", Cancellation);
        foreach (var resource in Followers)
        {
            await application.WaitForHealthAsync(resource, Cancellation);
        }

        // This broker keeps nothing: the update may have come before the clients' queues were there again.
        await Eventually.GetAsync(
            async cancellationToken => (await notifier.GetFromJsonAsync<JsonElement>(away, cancellationToken)).GetProperty("status").GetString() is "delivered" or "no_followers" ? "" : null,
            "what has become of the update",
            Cancellation);
        using var back = await notifier.PostAsJsonAsync("/updates", new { artist = "Taylor Swift", message = "And back" }, Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, back.StatusCode);
        await Eventually.GetAsync(
            async cancellationToken =>
            {
                var updates = await client.GetStringAsync("/updates", cancellationToken);
                return updates.Contains("And back", StringComparison.Ordinal) ? updates : null;
            },
            "the update after the restart in client-1",
            Cancellation);
    }
}
