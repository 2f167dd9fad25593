using Microsoft.Playwright;
using Playlist.BrowserTests.Application;

namespace Playlist.BrowserTests.Flows;

public sealed class LibraryTests(RunningPlaylist playlist, Browser browser) : PlayerTest(playlist, browser)
{
    [Fact]
    public async Task Songs_are_sorted_as_one_chooses()
    {
        var page = await OpenAsync();
        await page.SearchAsync("demo tunes");
        await Assertions.Expect(page.Rows).ToHaveCountAsync(7);

        await page.Page.GetByLabel("Sort by").SelectOptionAsync("Title");
        await Assertions.Expect(page.Rows.Locator(".title")).ToHaveTextAsync(["Box Breathing", "Cruel Summer", "Golden", "How It's Done", "Lover", "Take Down", "To The Creatures"]);

        await page.Page.GetByLabel("Sort by").SelectOptionAsync("Artist");
        await Assertions.Expect(page.Rows.Locator(".names a")).ToHaveTextAsync(["HUNTRX", "HUNTRX", "HUNTRX", "Sorry Ghost", "Sorry Ghost", "Taylor Swift", "Taylor Swift"]);
    }

    [Fact]
    public async Task One_goes_from_an_artist_to_an_album_and_every_album_has_a_picture()
    {
        var page = await OpenAsync("artists");
        await page.SearchAsync("swift");
        await Assertions.Expect(page.Rows).ToHaveCountAsync(1);
        await page.Rows.Locator("a").First.ClickAsync();
        await Assertions.Expect(page.Heading).ToHaveTextAsync("Taylor Swift");

        await page.Page.Locator(".albums a").First.ClickAsync();

        await Assertions.Expect(page.Heading).ToHaveTextAsync("PlaylistAspire demo tunes");
        await Assertions.Expect(page.Rows.Locator(".title")).ToHaveTextAsync(["Cruel Summer", "Lover", "Box Breathing", "To The Creatures", "Golden", "Take Down", "How It's Done"]);
        await page.Page.WaitForFunctionAsync("() => [...document.querySelectorAll('main img.cover')].every(cover => cover.complete && cover.naturalWidth > 0)");
    }

    [Fact]
    public async Task Words_that_no_song_has_are_told()
    {
        var page = await OpenAsync();

        await page.SearchAsync("zzqqxx");

        await Assertions.Expect(page.Page.GetByText("No song has these words.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Rows).ToHaveCountAsync(0);
    }
}
