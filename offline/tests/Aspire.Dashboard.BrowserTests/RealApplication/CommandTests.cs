using Aspire.Dashboard.BrowserTests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.BrowserTests.RealApplication;

public sealed class CommandTests(Browser browser, RunningPlaylist playlist) : PlaylistTest(browser, playlist)
{
    [Fact]
    public async Task Form_says_at_each_argument_what_is_wrong_and_then_what_came_of_the_command()
    {
        var page = await OpenAsync("/");
        var form = await page.OpenCommandAsync("Publish update", "notifier");
        var (artist, message) = (form.GetByLabel("Artist"), form.GetByLabel("Message"));
        await Expect(artist).ToBeFocusedAsync();

        await message.PressAsync("Enter");
        await Expect(artist).ToHaveAccessibleDescriptionAsync("Value is required.");
        await Expect(message).ToHaveAccessibleDescriptionAsync("Value is required.");
        await Expect(artist).ToBeFocusedAsync();
        await page.AssertAccessibleAsync();

        await artist.FillAsync("Taylor Swift");
        await message.FillAsync("Tickets on sale!");
        await message.PressAsync("Enter");
        await Expect(form.GetByText("Publish update: done.")).ToBeVisibleAsync();
        await Expect(form.GetByLabel("Result")).ToContainTextAsync("\"status\": \"accepted\"");
        await Expect(form.GetByText("Value is required.")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Form_says_what_the_command_answered_when_it_failed()
    {
        var page = await OpenAsync("/");
        var form = await page.OpenCommandAsync("Play song", "client-3");

        await form.GetByLabel("Song").FillAsync("No Such Song");
        await form.GetByRole(AriaRole.Button, new() { Name = "Play song" }).ClickAsync();

        await Expect(form.GetByText("There is no song 'No Such Song'.")).ToBeVisibleAsync();
    }
}
