using Microsoft.Playwright;
using Playlist.BrowserTests.Application;

namespace Playlist.BrowserTests.Flows;

public sealed class UpdateTests(RunningPlaylist playlist, Browser browser) : PlayerTest(playlist, browser)
{
    [Fact]
    public async Task An_update_of_a_followed_artist_is_a_toast_and_is_in_the_inbox_after_a_restart()
    {
        var (page, tab) = await OpenTabAsync("artists");
        await page.FollowAsync("Sorry Ghost");
        // Another test may have followed them: the application is the same.
        await page.UnfollowAsync("HUNTRX");
        var message = $"On tour {Guid.NewGuid():N}";

        await Playlist.Notifier.PublishAsync("Sorry Ghost", message, Cancellation);
        await Playlist.Notifier.PublishAsync("HUNTRX", $"not {message}", Cancellation);

        await Assertions.Expect(page.Toasts).ToContainTextAsync($"Sorry Ghost{message}");
        await Assertions.Expect(page.Bell.Locator("[data-unread]")).ToBeVisibleAsync();

        await page.Page.EvaluateAsync("() => { window.isOfBefore = true; }");
        await Playlist.Client.StopAsync(Cancellation);
        await Playlist.Client.StartAsync(Cancellation);
        // The page comes back by itself; a click until then would be lost.
        await page.Page.WaitForFunctionAsync("() => !window.isOfBefore && document.querySelector('main h1')");
        await page.Bell.ClickAsync();
        var update = page.Page.Locator(".update").Filter(new() { HasText = message });
        await Assertions.Expect(update).ToHaveClassAsync("update unread");
        await update.GetByRole(AriaRole.Button, new() { NameRegex = new("^Mark as read") }).ClickAsync();
        await Assertions.Expect(update).ToHaveClassAsync("update ");
        await Assertions.Expect(page.Page.GetByText($"not {message}")).ToHaveCountAsync(0);
        await page.Page.GetByLabel("Unread only").CheckAsync();
        await Assertions.Expect(update).ToHaveCountAsync(0);

        await page.Button("Following Sorry Ghost").ClickAsync();
        await Assertions.Expect(page.Button("Following Sorry Ghost")).ToHaveCountAsync(0);
        // The browser complains of the connection that it lost, and of nothing else.
        Assert.All(await tab.CloseAsync(), fault => Assert.Matches("^(console: .*(blazor|Connection)|request: .*_blazor|script: .*connection)", fault));
    }

    [Fact]
    public async Task An_updates_details_have_its_trace_and_copy_its_id()
    {
        var page = await OpenAsync("artists");
        await page.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.FollowAsync("Taylor Swift");
        var message = $"New album {Guid.NewGuid():N}";
        await Playlist.Notifier.PublishAsync("Taylor Swift", message, Cancellation);
        await page.Toasts.Filter(new() { HasText = message }).GetByRole(AriaRole.Link, new() { Name = "Show" }).ClickAsync();
        var update = page.Page.Locator(".update").Filter(new() { HasText = message });

        await update.Locator("summary").ClickAsync();
        await update.GetByRole(AriaRole.Button, new() { Name = "Copy the trace's id" }).ClickAsync();
        await Assertions.Expect(page.Toasts.Last).ToHaveTextAsync("The trace's id is copied.");

        var trace = await page.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        // The other client may follow her as well.
        await Playlist.Telemetry.WaitForAsync(
            spans => spans.Where(span => span.TraceId == trace).Select(span => span.Service).ToHashSet() is { } services && services.IsSupersetOf(["kitchen", "notifier"]) ? services : null, Cancellation);
    }

    [Fact]
    public async Task An_update_that_comes_while_one_looks_elsewhere_is_the_systems_to_show()
    {
        var page = await OpenAsync();
        // In place of the system's own, which nobody sees here.
        await page.Page.AddInitScriptAsync(
            """
            window.notified = [];
            window.Notification = class {
              static permission = 'granted';
              static requestPermission = async () => 'granted';
              constructor(title, { body }) { notified.push(`${title}: ${body}`); }
            };
            """);
        await page.Page.GotoAsync(new Uri(Playlist.Client.Address, "artists").AbsoluteUri);
        await page.FollowAsync("HUNTRX");
        await page.Bell.ClickAsync();
        await page.Button("Notify me on this computer").ClickAsync();
        await Assertions.Expect(page.Page.GetByText("are shown by your system")).ToBeVisibleAsync();
        await Playlist.Notifier.PublishAsync("HUNTRX", "Seen on the page", Cancellation);
        await Assertions.Expect(page.Toasts).ToContainTextAsync("Seen on the page");

        await page.Page.EvaluateAsync("() => Object.defineProperty(document, 'hidden', { get: () => true })");
        await Playlist.Notifier.PublishAsync("HUNTRX", "<b>On tour</b>", Cancellation);

        await page.Page.WaitForFunctionAsync("() => notified.length > 0");
        Assert.Equal(["HUNTRX: <b>On tour</b>"], await page.Page.EvaluateAsync<string[]>("() => notified"));
    }

    [Fact]
    public async Task New_music_plays_from_its_update()
    {
        var page = await OpenAsync("artists");
        await page.FollowAsync("HUNTRX");
        await Playlist.Notifier.PublishAsync("HUNTRX", "New song: Golden", Cancellation);
        await page.Toasts.GetByRole(AriaRole.Link, new() { Name = "Show" }).First.ClickAsync();

        await page.Button("Play Golden").First.ClickAsync();

        await page.HearAsync("Golden");
    }
}
