using Aspire.Dashboard.BrowserTests.Pages;
using Aspire.Dashboard.ConsoleLogs;
using Aspire.Dashboard.Resources;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.BrowserTests.MadeUpApplication;

public sealed class LongConsoleTests(Browser browser) : MadeUpTest(browser)
{
    private const int MaxLines = 100_000;
    private const int MaxElements = 500;

    [Fact]
    public async Task Hundred_thousand_lines_are_followed_and_searched_with_few_of_them_in_the_document_and_one_more_drops_the_oldest()
    {
        Application.Resources = new ResourceList("Test.AppHost", 2, [MadeUp.Resource("server")]);
        Application.Lines = [.. Enumerable.Range(1, MaxLines).Select(Line)];
        var page = await OpenAsync("/console");
        var output = page.GetByRole(AriaRole.Log);

        await Expect(page.GetByText("100,000 lines", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(output.GetByText($"Line {MaxLines}.")).ToBeInViewportAsync();
        Assert.InRange(await output.Locator(".line").CountAsync(), 1, MaxElements);

        await page.Search("Search").FillAsync("line 50000.");
        await Expect(page.GetByRole(AriaRole.Search).GetByRole(AriaRole.Status)).ToHaveTextAsync("1 line");
        await page.Search("Search").PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Search).GetByRole(AriaRole.Status)).ToHaveTextAsync("1 of 1");
        await Expect(output.GetByText("Line 50000.")).ToBeInViewportAsync();
        Assert.InRange(await output.Locator(".line").CountAsync(), 1, MaxElements);

        Application.Lines = [.. Application.Lines, Line(MaxLines + 1)];
        await Expect(page.GetByText("100,000 lines, 1 older dropped")).ToBeVisibleAsync();
        await Expect(output.GetByText("Line 50000.")).ToBeInViewportAsync();
        await page.Button("Follow").ClickAsync();
        await Expect(output.GetByText($"Line {MaxLines + 1}.")).ToBeInViewportAsync();
    }

    // Some are long enough to be wrapped.
    private static ConsoleLine Line(int number) => new(number, "server-x", DateTime.UnixEpoch.AddMilliseconds(number), IsError: number % 10 == 0, $"Line {number}.{(number % 7 == 0 ? new string('~', 300) : "")}");
}
