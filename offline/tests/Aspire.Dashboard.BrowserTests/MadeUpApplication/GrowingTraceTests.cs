using Aspire.Dashboard.BrowserTests.Pages;
using Microsoft.Playwright;
using Playlist.Otlp;
using static Aspire.Dashboard.TestSupport.Received;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.BrowserTests.MadeUpApplication;

public sealed class GrowingTraceTests(Browser browser) : MadeUpTest(browser)
{
    [Fact]
    public async Task Span_without_its_parent_says_so_until_it_arrives_and_stays_selected()
    {
        Telemetry.Add([Span(3, parent: 2, start: 20 * Millisecond, end: 30 * Millisecond, name: "read", service: "library")]);
        var page = await OpenAsync($"/traces/{TraceId}");
        await Expect(page.GetByText("Its root is missing")).ToBeVisibleAsync();
        await page.Spans().ClickAsync();
        await Expect(page.Details().GetByText($"Its parent {SpanId(2)} is missing")).ToBeVisibleAsync();
        Assert.Equal(["1 library: read (Server)"], await page.ReadSpansAsync());

        Telemetry.Add([Span(2, parent: 1, start: 10 * Millisecond, end: 40 * Millisecond, name: "answer")]);
        await Expect(page.Spans()).ToHaveCountAsync(2);
        Telemetry.Add([Span(1, end: 50 * Millisecond, name: "play", service: "client")]);
        await Expect(page.Spans()).ToHaveCountAsync(3);

        Assert.Equal(["1 client: play (Server)", "2 server: answer (Server)", "3 library: read (Server)"], await page.ReadSpansAsync());
        await Expect(page.SelectedSpan()).ToContainTextAsync("read");
        await Expect(page.Details().GetByRole(AriaRole.Heading, new() { Level = 2 })).ToHaveTextAsync("read");
        await Expect(page.GetByText("is missing")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Bars_are_drawn_where_and_as_long_as_spans_were()
    {
        Telemetry.Add([Span(1, end: 200 * Millisecond), Span(2, parent: 1, start: 50 * Millisecond, end: 150 * Millisecond)]);

        var page = await OpenAsync($"/traces/{TraceId}");

        await Expect(page.Spans().Last.Locator(".span-duration")).ToHaveTextAsync("100 ms");
        await Expect(page.Spans().Last.GetByRole(AriaRole.Gridcell, new() { Name = "starts at 50.0 ms" })).ToBeVisibleAsync();
        var bars = page.Locator(".span-bar");
        var (whole, part) = (await bars.First.BoundingBoxAsync(), await bars.Last.BoundingBoxAsync());
        Assert.Equal(0.25, (part!.X - whole!.X) / whole.Width, tolerance: 0.01);
        Assert.Equal(0.5, part.Width / whole.Width, tolerance: 0.01);
    }

    [Fact]
    public async Task Link_leads_to_the_span_of_another_trace_and_back()
    {
        Telemetry.Add([
            Span(1, name: "order"),
            Span(2, trace: OtherTraceId, name: "deliver") with { Links = [new SpanLink(TraceId, SpanId(1), Attributes(("why", "batch"))), new SpanLink(OtherTraceId, SpanId(9), AttributeList.Empty)] },
        ]);
        var page = await OpenAsync($"/traces/{OtherTraceId}?span={SpanId(2)}");
        var details = page.Details();
        await Expect(details.GetByText($"Span {SpanId(9)} of trace {OtherTraceId}, which is not here")).ToBeVisibleAsync();
        await Expect(details.Fact("Attributes of the link", "why")).ToHaveTextAsync("batch");

        await details.GetByRole(AriaRole.Link, new() { Name = "order" }).ClickAsync();
        await Expect(page.Heading("order")).ToBeVisibleAsync();
        await Expect(page.SelectedSpan()).ToContainTextAsync("order");
        await details.GetByRole(AriaRole.List, new() { Name = "Linked from" }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Heading("deliver")).ToBeVisibleAsync();

        await page.GoBackAsync();
        await Expect(page.Heading("order")).ToBeVisibleAsync();
    }
}
