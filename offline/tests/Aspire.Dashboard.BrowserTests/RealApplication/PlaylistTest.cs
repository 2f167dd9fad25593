using Microsoft.Playwright;

namespace Aspire.Dashboard.BrowserTests.RealApplication;

/// <summary>A test of the real application's dashboard. Such tests run one after the other.</summary>
[Collection<OneRunningPlaylist>]
public abstract class PlaylistTest(Browser browser, RunningPlaylist playlist) : BrowserTest(browser)
{
    protected RunningPlaylist Playlist { get; } = playlist;

    /// <param name="path">Of the page, such as <c>/traces?text=publish</c>.</param>
    protected async Task<IPage> OpenAsync(string path)
    {
        var tab = await OpenAsync(Playlist.LoginAddress);
        if (path != "/")
        {
            await tab.Page.GotoAsync(new Uri(Playlist.LoginAddress, path).AbsoluteUri);
        }

        return tab.Page;
    }
}

[CollectionDefinition]
public sealed class OneRunningPlaylist : ICollectionFixture<RunningPlaylist>;
