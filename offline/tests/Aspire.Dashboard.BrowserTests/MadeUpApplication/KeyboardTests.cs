using Aspire.Dashboard.BrowserTests.Pages;
using Aspire.Dashboard.Resources;
using Microsoft.Playwright;
using static Aspire.Dashboard.TestSupport.Received;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.BrowserTests.MadeUpApplication;

public sealed class KeyboardTests(Browser browser) : MadeUpTest(browser)
{
    [Fact]
    public async Task One_key_goes_to_each_page_and_to_its_filter()
    {
        Application.Resources = new ResourceList("Test.AppHost", 2, [MadeUp.Resource("server"), MadeUp.Resource("mastering")]);
        var page = await OpenAsync("/");
        foreach (var (key, heading) in new[] { ("t", "Traces"), ("s", "Structured logs"), ("c", "Console"), ("m", "Metrics"), ("r", "Resources") })
        {
            await page.Keyboard.PressAsync(key);
            await Expect(page.Heading(heading)).ToBeVisibleAsync();
        }

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("master");
        await Expect(page.Rows("Resources")).ToHaveCountAsync(1);
        await Expect(page.Search("Filter by name")).ToHaveValueAsync("master");
    }

    [Fact]
    public async Task Single_keys_can_be_switched_off()
    {
        var page = await OpenAsync("/");
        await page.Keyboard.PressAsync("?");
        await page.ShownDialog().GetByLabel("Single keys work as shortcuts").UncheckAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.ShownDialog()).ToHaveCountAsync(0);

        await page.Keyboard.PressAsync("t");
        await page.Keyboard.PressAsync("/");

        await Expect(page.Heading("Resources")).ToBeVisibleAsync();
        await Expect(page.Search("Filter by name")).Not.ToBeFocusedAsync();
    }

    [Fact]
    public async Task Trace_is_opened_read_and_closed_without_a_mouse()
    {
        Telemetry.Add([
            Span(1, trace: OtherTraceId, start: Second, end: 2 * Second, name: "order"),
            Span(1, name: "POST /updates"), Span(2, parent: 1, name: "publish"), Span(3, parent: 2, name: "process"),
        ]);
        var page = await OpenAsync("/traces");
        await page.Rows("Traces").First.GetByRole(AriaRole.Link, new() { Name = "order" }).FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Heading("POST /updates")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Treegrid).FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.SelectedSpan()).ToContainTextAsync("POST /updates");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Spans()).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.SelectedSpan()).ToContainTextAsync("publish");

        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Details()).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Treegrid)).ToBeFocusedAsync();
    }
}
