using Microsoft.Playwright;

namespace Aspire.Dashboard.BrowserTests.Pages;

/// <summary>Where things are on the dashboard's page, in its user's words.</summary>
internal static class DashboardPage
{
    private const string ReadRows = """
        rows => rows.map(row => {
            const text = of => row.querySelector(of)?.textContent ?? '';
            return `${row.ariaLevel} ${text('.span-process')}: ${text('.span-title')} (${text('.kind') || 'Internal'})`;
        })
        """;

    public static ILocator Heading(this IPage page, string name) => page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true, Level = 1 });

    public static ILocator Search(this IPage page, string label) => page.GetByRole(AriaRole.Searchbox, new() { Name = label });

    public static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public static ILocator ShownDialog(this IPage page) => page.GetByRole(AriaRole.Dialog);

    /// <summary>The panel beside a list.</summary>
    public static ILocator Details(this IPage page) => page.GetByRole(AriaRole.Complementary);

    /// <summary>The rows of a list, without its head.</summary>
    public static ILocator Rows(this IPage page, string table) => page.GetByRole(AriaRole.Table, new() { Name = table, Exact = true }).Locator("tbody tr");

    public static ILocator Resource(this IPage page, string name) => page.Rows("Resources").Filter(new() { Has = page.GetByRole(AriaRole.Rowheader, new() { Name = name, Exact = true }) });

    /// <summary>The value beside a name, in a table of the details.</summary>
    public static ILocator Fact(this ILocator details, string table, string name) => details
        .GetByRole(AriaRole.Table, new() { Name = table, Exact = true })
        .GetByRole(AriaRole.Row)
        .Filter(new() { Has = details.Page.GetByRole(AriaRole.Rowheader, new() { Name = name, Exact = true }) })
        .GetByRole(AriaRole.Cell);

    /// <summary>The rows of a trace's waterfall that are in the document.</summary>
    public static ILocator Spans(this IPage page) => page.GetByRole(AriaRole.Treegrid, new() { Name = "Spans" }).Locator("[aria-level]");

    /// <summary>The one selected.</summary>
    public static ILocator SelectedSpan(this IPage page) => page.Spans().And(page.Locator("[aria-selected=true]"));

    /// <returns>Such as <c>1 notifier: POST /updates (Server)</c>: level, process, name and kind.</returns>
    public static Task<string[]> ReadSpansAsync(this IPage page) => page.Spans().EvaluateAllAsync<string[]>(ReadRows);

    /// <summary>Opens a command's form by its button.</summary>
    public static async Task<ILocator> OpenCommandAsync(this IPage page, string command, string resource)
    {
        await page.Button($"{command} {resource}").ClickAsync();
        return page.ShownDialog();
    }

    public static Task<bool> FitsItsWidthAsync(this IPage page) =>
        page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth && document.body.scrollWidth <= document.body.clientWidth");
}
