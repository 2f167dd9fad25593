using Aspire.Dashboard.BrowserTests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.BrowserTests.RealApplication;

public sealed class ConsoleTests(Browser browser, RunningPlaylist playlist) : PlaylistTest(browser, playlist)
{
    [Fact]
    public async Task Lines_of_one_resource_appear_as_they_are_written_and_are_found()
    {
        var page = await OpenAsync("/console/client-2");
        var output = page.GetByRole(AriaRole.Log);
        await Expect(output).ToContainTextAsync("Listening for updates of 2 artists.");
        var message = $"Encore {Guid.NewGuid():N}";

        await Playlist.Client.PublishAsync("HUNTRX", message, Cancellation);
        await Expect(output.GetByText($"HUNTRX: {message}")).ToBeInViewportAsync();
        await Expect(output).Not.ToContainTextAsync("client-1");

        await page.Search("Search").FillAsync(message.ToUpperInvariant());
        await Expect(page.GetByRole(AriaRole.Search).GetByRole(AriaRole.Status)).ToHaveTextAsync("1 line");
        await page.Button("Only matching").ClickAsync();
        await Expect(output.Locator(".line")).ToHaveCountAsync(1);
        await Expect(output).ToContainTextAsync(message);
    }

    [Fact]
    public async Task End_is_followed_until_one_scrolls_up_and_again_when_asked()
    {
        var page = await OpenAsync("/console");
        var follow = page.Button("Follow");
        var output = page.GetByRole(AriaRole.Log);
        var message = $"Encore {Guid.NewGuid():N}";
        await Expect(output.Locator(".line").Nth(50)).ToBeAttachedAsync();
        await PictureBook.Readme.SaveAsync(page, "console");

        await output.HoverAsync();
        await page.Mouse.WheelAsync(0, -2000);
        await Expect(follow).ToHaveAttributeAsync("aria-pressed", "false");
        await Playlist.Client.PublishAsync("HUNTRX", message, Cancellation);
        await Expect(output.GetByText($"HUNTRX: {message}")).Not.ToBeInViewportAsync();

        await page.Keyboard.PressAsync("f");
        await Expect(follow).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(output.GetByText($"HUNTRX: {message}")).ToBeInViewportAsync();
    }
}
