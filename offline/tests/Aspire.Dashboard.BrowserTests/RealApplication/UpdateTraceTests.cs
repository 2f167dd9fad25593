using System.Text.Json;
using Aspire.Dashboard.BrowserTests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.BrowserTests.RealApplication;

public sealed class UpdateTraceTests(Browser browser, RunningPlaylist playlist) : PlaylistTest(browser, playlist)
{
    private const string Published = "publish playlist.artist-updates";
    private const string Processed = "process playlist.artist-updates";

    [Fact]
    public async Task One_waterfall_shows_an_update_from_the_notifier_to_every_follower()
    {
        var page = await OpenAsync("/");
        var id = await PublishAsync(page, "Taylor Swift", "New album released!");
        await page.GetByRole(AriaRole.Link, new() { Name = "Traces", Exact = true }).ClickAsync();
        await page.Search("Filter by text").FillAsync(id);

        var trace = page.Rows("Traces");
        await Expect(trace).ToHaveCountAsync(1);
        await Expect(trace.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(3);
        await trace.GetByRole(AriaRole.Link).ClickAsync();

        await Expect(page.Heading("POST /updates")).ToBeVisibleAsync();
        await Expect(page.Spans()).ToHaveCountAsync(4);
        var spans = await page.ReadSpansAsync();
        Assert.Equal(["1 notifier: POST /updates (Server)", $"2 notifier: {Published} (Producer)"], spans[..2]);
        Assert.Equal([$"3 client-1: {Processed} (Consumer)", $"3 client-2: {Processed} (Consumer)"], spans[2..].Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Links_jump_between_a_span_and_those_that_it_caused()
    {
        var page = await OpenAsync("/");
        var id = await PublishAsync(page, "Taylor Swift", "On tour!");
        await page.GotoAsync(new Uri(new Uri(page.Url), $"/traces?text={id}").AbsoluteUri);
        await page.Rows("Traces").GetByRole(AriaRole.Link).ClickAsync();
        await page.Spans().Filter(new() { HasText = "client-2" }).ClickAsync();
        var details = page.Details();
        await Expect(details.Fact("Attributes", "messaging.message.id")).ToHaveTextAsync(id);

        await details.GetByRole(AriaRole.List, new() { Name = "Links to" }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.SelectedSpan()).ToContainTextAsync(Published);
        await Expect(details.Fact("Attributes", "messaging.operation.type")).ToHaveTextAsync("send");
        var caused = details.GetByRole(AriaRole.List, new() { Name = "Linked from" }).GetByRole(AriaRole.Link);
        await Expect(caused).ToHaveCountAsync(2);
        await page.AssertAccessibleAsync();
        await PictureBook.Readme.SaveAsync(page, "trace");

        await caused.Filter(new() { HasText = "client-1" }).ClickAsync();
        await Expect(page.SelectedSpan()).ToContainTextAsync("client-1");
        await details.Fact("Span", "parent").GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.SelectedSpan()).ToContainTextAsync(Published);
    }

    /// <returns>The update's id.</returns>
    private static async Task<string> PublishAsync(IPage page, string artist, string message)
    {
        var form = await page.OpenCommandAsync("Publish update", "notifier");
        await form.GetByLabel("Artist").FillAsync(artist);
        await form.GetByLabel("Message").FillAsync(message);
        await form.GetByRole(AriaRole.Button, new() { Name = "Publish update" }).ClickAsync();
        using var result = JsonDocument.Parse(await form.GetByLabel("Result").InnerTextAsync());
        await form.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        return result.RootElement.GetProperty("id").GetString()!;
    }
}
