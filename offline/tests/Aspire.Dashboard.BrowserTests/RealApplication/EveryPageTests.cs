using Aspire.Dashboard.BrowserTests.Pages;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.BrowserTests.RealApplication;

public sealed class EveryPageTests(Browser browser, RunningPlaylist playlist) : PlaylistTest(browser, playlist)
{
    /// <summary>That nothing goes wrong in it, and nothing is asked of another origin, each test asserts.</summary>
    [Theory]
    [InlineData("/", "Resources", "client-3")]
    [InlineData("/console", "Console", "Executing command")]
    [InlineData("/logs", "Structured logs", "New album released!")]
    [InlineData("/traces?text=publish", "Traces", "POST /updates")]
    [InlineData("/metrics", "Metrics", "Playlist.Server")]
    public async Task Page_is_accessible_and_fits_a_laptops_screen(string path, string heading, string shown)
    {
        var page = await OpenAsync(path);
        await Expect(page.Heading(heading)).ToBeVisibleAsync();
        await Expect(page.GetByText(shown).First).ToBeAttachedAsync();

        await page.AssertAccessibleAsync();
        Assert.True(await page.FitsItsWidthAsync());
    }
}
