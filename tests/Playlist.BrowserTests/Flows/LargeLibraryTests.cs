using Microsoft.Playwright;
using Playlist.BrowserTests.Application;
using Playlist.BrowserTests.Pages;

namespace Playlist.BrowserTests.Flows;

/// <summary>Thousands of songs: only those that are seen are drawn and asked for.</summary>
[Trait("Category", "Long")]
public sealed class LargeLibraryTests(RunningPlaylist playlist, Browser browser) : PlayerTest(playlist, browser)
{
    private const int Songs = 3000;

    [Fact]
    public async Task Every_row_is_reached_and_few_are_drawn()
    {
        await Playlist.StartAsync(Cancellation);
        await using var large = await LargeLibrary.StartAsync(Playlist, Songs, Cancellation);
        var tab = await OpenAsync(large.Client.Address);
        var page = new PlayerPage(tab.Page);
        await Assertions.Expect(page.Page.Locator(".count")).ToHaveTextAsync("3,000 songs");
        await Assertions.Expect(page.Rows.First).ToBeVisibleAsync();
        Assert.InRange(await page.Rows.CountAsync(), 10, 100);

        await page.Page.EvaluateAsync("() => { const main = document.querySelector('main'); main.scrollTop = main.scrollHeight; }");

        await Assertions.Expect(page.Page.GetByText("Song 2999", new() { Exact = true })).ToBeVisibleAsync();
        Assert.InRange(await page.Rows.CountAsync(), 10, 100);
        await page.Page.GetByLabel("Sort by").SelectOptionAsync("Newest");
        await page.SearchAsync("song 1234");
        await Assertions.Expect(page.Rows.First).ToContainTextAsync("Song 1234");
        await page.Rows.First.Locator(".row-play").ClickAsync();
        await page.HearAsync("Song 1234");
        Assert.Empty(await tab.CloseAsync());
    }
}
