namespace Playlist.DistributedTests;

/// <summary>The player page, by the address that the dashboard shows.</summary>
public sealed class PlayerPageTests(PlaylistApplication application)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_client_has_a_page_that_the_dashboard_calls_Player()
    {
        foreach (var client in PlaylistApplication.Clients)
        {
            var shown = await application.App.ResourceNotifications.WaitForResourceHealthyAsync(client, Cancellation);
            var player = Assert.Single(shown.Snapshot.Urls, url => url.DisplayProperties.DisplayName == "Player");
            using var http = new HttpClient { BaseAddress = new Uri(player.Url) };

            var page = await http.GetStringAsync("/", Cancellation);

            Assert.Contains($"<title>Playlist: {client}</title>", page, StringComparison.Ordinal);
            var script = page.Split('"').Single(part => part.StartsWith("_framework/blazor.web.", StringComparison.Ordinal));
            Assert.NotEmpty(await http.GetByteArrayAsync("/" + script, Cancellation));
        }
    }

    [Fact]
    public async Task A_songs_bytes_come_in_ranges()
    {
        using var client = application.CreateHttpClient("client-1");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/songs/Cruel%20Summer/audio") { Headers = { Range = new(100_000, null) } };

        using var response = await client.SendAsync(request, Cancellation);

        var file = await File.ReadAllBytesAsync(PlaylistApplication.FindTune("Cruel Summer"), Cancellation);
        Assert.Equal($"bytes 100000-{file.Length - 1}/{file.Length}", response.Content.Headers.ContentRange?.ToString());
        Assert.Equal(file[100_000..], await response.Content.ReadAsByteArrayAsync(Cancellation));
    }
}
