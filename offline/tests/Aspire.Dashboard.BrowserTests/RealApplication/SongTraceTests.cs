using System.Text.RegularExpressions;
using Aspire.Dashboard.BrowserTests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.BrowserTests.RealApplication;

public sealed class SongTraceTests(Browser browser, RunningPlaylist playlist) : PlaylistTest(browser, playlist)
{
    [Fact]
    public async Task One_waterfall_shows_a_song_from_the_client_through_the_server()
    {
        var page = await OpenAsync("/");
        var form = await page.OpenCommandAsync("Play song", "client-3");
        await form.GetByLabel("Song").FillAsync("Golden");
        await form.GetByLabel("Song").PressAsync("Enter");
        await Expect(form.GetByText("Play song: done.")).ToBeVisibleAsync();
        await form.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Traces", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Resource" }).SelectOptionAsync("client-3");
        await page.Search("Filter by text").FillAsync("golden");
        await Expect(page).ToHaveURLAsync(new Regex("(?=.*resource=client-3)(?=.*text=golden)"));
        // What was listed before the filters counted is not there any more.
        await page.ReloadAsync();
        await page.Rows("Traces").Filter(new() { HasTextRegex = new(@"client-3\s*POST /play") }).First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Spans()).ToHaveCountAsync(3);
        Assert.Equal(["1 client-3: POST /play (Server)", "2 client-3: play (Client)", "3 server: play (Server)"], await page.ReadSpansAsync());

        await page.Spans().Last.ClickAsync();
        var details = page.Details();
        await Expect(details.Fact("Span", "kind")).ToHaveTextAsync("Server");
        await Expect(details.Fact("Attributes", "rpc.method")).ToHaveTextAsync("play");
        await Expect(details.Fact("Attributes", "playlist.song.title")).ToHaveTextAsync("Golden");
        await Expect(details.Fact("Resource attributes", "service.name")).ToHaveTextAsync("server");
    }
}
