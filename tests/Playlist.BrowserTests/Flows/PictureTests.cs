using Microsoft.Playwright;
using Playlist.BrowserTests.Application;

namespace Playlist.BrowserTests.Flows;

/// <summary>Takes the README's picture of the page, of what is really there.</summary>
public sealed class PictureTests(RunningPlaylist playlist, Browser browser) : PlayerTest(playlist, browser)
{
    [Fact]
    public async Task The_player_with_a_song_and_an_update()
    {
        var page = await OpenAsync("artists", Playlist.OtherClient);
        await page.FollowAsync("Taylor Swift");
        await page.Link("Songs").ClickAsync();
        await Assertions.Expect(page.Heading).ToHaveTextAsync("Songs");
        await page.SearchAsync("demo tunes");
        await Assertions.Expect(page.Rows).ToHaveCountAsync(7);
        await page.PlayAsync("Cruel Summer - Taylor Swift");
        await page.HearAsync("Cruel Summer");
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Heading.FocusAsync();
        await page.Control("Pause").ClickAsync();
        await Playlist.Notifier.PublishAsync("Taylor Swift", "New album released!", Cancellation);
        await Assertions.Expect(page.Toasts).ToContainTextAsync("New album released!");
        await Assertions.Expect(page.Player).ToHaveAttributeAsync("data-state", "paused");

        await PictureBook.Readme.SaveAsync(page.Page, "player");
    }
}
