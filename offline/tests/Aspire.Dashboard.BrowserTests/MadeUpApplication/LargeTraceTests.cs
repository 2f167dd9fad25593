using Aspire.Dashboard.BrowserTests.Pages;
using Microsoft.Playwright;
using static Aspire.Dashboard.TestSupport.Received;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.BrowserTests.MadeUpApplication;

public sealed class LargeTraceTests(Browser browser) : MadeUpTest(browser)
{
    private const int Count = 10_000;
    private const int MaxElements = 300;

    [Fact]
    public async Task Ten_thousand_spans_are_scrolled_and_searched_with_few_of_them_in_the_document()
    {
        Telemetry.Add([Span(1, end: Count * Millisecond, name: "root"), .. Enumerable.Range(2, Count - 1).Select(id => Span(id, parent: 1, start: id * Millisecond, end: (id + 1) * Millisecond, name: $"step {id}"))]);
        var page = await OpenAsync($"/traces/{TraceId}?span={SpanId(7000)}");
        var spans = page.GetByRole(AriaRole.Treegrid);

        await Expect(page.SelectedSpan()).ToContainTextAsync("step 7000");
        await Expect(page.SelectedSpan()).ToBeInViewportAsync();
        await Expect(spans).ToHaveAttributeAsync("aria-rowcount", $"{Count + 1}");
        Assert.InRange(await page.Spans().CountAsync(), 1, MaxElements);

        await spans.PressAsync("End");
        await Expect(page.SelectedSpan()).ToContainTextAsync($"step {Count}");
        await Expect(page.SelectedSpan()).ToBeInViewportAsync();
        await page.Search("Find spans").FillAsync("step 5000");
        await Expect(page.GetByText("1 match")).ToBeVisibleAsync();
        await Expect(page.Spans().Filter(new() { HasText = "step 5000" })).ToBeInViewportAsync();
        Assert.InRange(await page.Spans().CountAsync(), 1, MaxElements);
    }
}
