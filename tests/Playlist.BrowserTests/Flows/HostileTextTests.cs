using Microsoft.Playwright;
using Playlist.BrowserTests.Application;

namespace Playlist.BrowserTests.Flows;

/// <summary>What comes from tags and updates is text, whatever it says.</summary>
public sealed class HostileTextTests(RunningPlaylist playlist, Browser browser) : PlayerTest(playlist, browser)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task Titles_are_shown_as_they_are_and_keep_to_their_place(int width)
    {
        var page = await OpenAsync();
        await page.Page.SetViewportSizeAsync(width, 800);
        foreach (var title in (string[])[MusicFolder.Script, MusicFolder.RightToLeft, MusicFolder.Endless, MusicFolder.Emoji])
        {
            await Assertions.Expect(page.Page.Locator(".title bdi").GetByText(title, new() { Exact = true })).ToHaveCountAsync(1);
        }

        await page.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Play endless") }).ClickAsync();
        await Assertions.Expect(page.Playing).ToHaveTextAsync(MusicFolder.Endless);
        await page.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Add endless .* to a playlist$") }).ClickAsync();
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await AssertHarmlessAsync(page);

        await page.Page.Keyboard.PressAsync("Escape");
        await page.Page.Locator(".names a").Filter(new() { HasText = "<img" }).First.ClickAsync();
        await Assertions.Expect(page.Heading).ToContainTextAsync("<img src=x");
        await AssertHarmlessAsync(page);
    }

    [Fact]
    public async Task Updates_are_shown_as_they_are()
    {
        var page = await OpenAsync("artist?name=" + Uri.EscapeDataString("<b>Nobody</b>"));
        await page.FollowAsync("<b>Nobody</b>");
        var message = $"<script>document.title='hacked'</script>\u202E\u0007 {new string('x', 500)} 👩‍🚀";

        await Playlist.Notifier.PublishAsync("<b>Nobody</b>", message.Replace("\u0007", "", StringComparison.Ordinal), Cancellation);

        await Assertions.Expect(page.Toasts).ToContainTextAsync("<script>document.title='hacked'</script>");
        await AssertHarmlessAsync(page);
        await page.Bell.ClickAsync();
        await Assertions.Expect(page.Page.Locator(".update").First).ToContainTextAsync("<script>document.title='hacked'</script>");
        await AssertHarmlessAsync(page);
    }

    private static async Task AssertHarmlessAsync(Pages.PlayerPage page)
    {
        Assert.NotEqual("hacked", await page.Page.TitleAsync());
        Assert.Equal(0, await page.Page.Locator("main img[src=x], main b, main script, .toasts script").CountAsync());
        Assert.True(await page.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth && document.querySelector('main').scrollWidth <= document.querySelector('main').clientWidth"));
    }
}
