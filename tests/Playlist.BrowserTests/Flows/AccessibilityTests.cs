using Microsoft.Playwright;
using Playlist.BrowserTests.Application;

namespace Playlist.BrowserTests.Flows;

public sealed class AccessibilityTests(RunningPlaylist playlist, Browser browser) : PlayerTest(playlist, browser)
{
    [Theory]
    [InlineData("", "Songs")]
    [InlineData("artists", "Artists")]
    [InlineData("artist?name=Taylor%20Swift", "Taylor Swift")]
    [InlineData("albums", "Albums")]
    [InlineData("album?name=Short%20Songs", "Short Songs")]
    [InlineData("playlists", "Playlists")]
    [InlineData("inbox", "Inbox")]
    [InlineData("queue", "Queue")]
    [InlineData("playlist?id=none", "Playlist")]
    [InlineData("no-such-page", "There is no such page")]
    public async Task Every_page_is_accessible_in_light_and_dark(string path, string heading)
    {
        var (page, tab) = await OpenTabAsync(path);
        await Assertions.Expect(page.Heading).ToHaveTextAsync(heading);
        await page.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        await page.Page.AssertAccessibleAsync();

        // The one page that is none is told so by its status, too.
        Assert.All(await tab.CloseAsync(), fault => Assert.Contains("404", fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_plays_a_dialog_a_toast_and_a_phone_are_accessible()
    {
        var page = await OpenAsync();
        await page.PlayAsync($"{MusicFolder.LongSong} - {MusicFolder.Quiet}");
        await page.HearAsync(MusicFolder.LongSong);
        await page.Button("Add Lover - Taylor Swift to the queue").ClickAsync();
        await Assertions.Expect(page.Toasts).ToHaveTextAsync("Lover is in the queue.");
        await page.Page.AssertAccessibleAsync();

        await page.Page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.Page.AssertAccessibleAsync();
        await page.Page.Keyboard.PressAsync("Escape");

        await page.Page.SetViewportSizeAsync(360, 740);
        await page.Page.AssertAccessibleAsync();
        Assert.True(await page.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
        await Assertions.Expect(page.Control("Pause")).ToBeInViewportAsync();
        await Assertions.Expect(page.Link("Playlists")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task A_song_is_found_and_played_by_the_keyboard_alone()
    {
        var page = await OpenAsync();
        await Assertions.Expect(page.Rows.First).ToBeVisibleAsync();
        await page.Page.Keyboard.PressAsync("/");
        await page.Page.Keyboard.TypeAsync("huntrx");
        await Assertions.Expect(page.Rows).ToHaveCountAsync(3);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Play Golden - HUNTRX" }).FocusAsync();

        await page.Page.Keyboard.PressAsync("ArrowDown");
        await page.Page.Keyboard.PressAsync("Enter");

        await page.HearAsync("How It's Done");
    }
}
