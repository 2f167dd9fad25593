using Playlist.BrowserTests.Application;
using Playlist.BrowserTests.Pages;

namespace Playlist.BrowserTests.Flows;

/// <summary>A test with pages of the running application.</summary>
public abstract class PlayerTest(RunningPlaylist playlist, Browser browser) : BrowserTest(browser)
{
    protected RunningPlaylist Playlist { get; } = playlist;

    /// <summary>Opens a page in a browser of its own.</summary>
    /// <param name="path">Beneath the client's address.</param>
    private protected async Task<PlayerPage> OpenAsync(string path = "", ClientProcess? client = null) => (await OpenTabAsync(path, client)).Page;

    /// <inheritdoc cref="OpenAsync"/>
    private protected async Task<(PlayerPage Page, Tab Tab)> OpenTabAsync(string path = "", ClientProcess? client = null)
    {
        await Playlist.StartAsync(Cancellation);
        var tab = await OpenAsync(new Uri((client ?? Playlist.Client).Address, path));
        var page = new PlayerPage(tab.Page);
        await Microsoft.Playwright.Assertions.Expect(page.Player).ToBeVisibleAsync();
        return (page, tab);
    }
}
