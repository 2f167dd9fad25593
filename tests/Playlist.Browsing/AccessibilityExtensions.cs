using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Playlist.Browsing;

public static class AccessibilityExtensions
{
    // The package's own way of running it reports all that is right, too, and takes four times as long.
    private const string FindViolations = """
        async () => (await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] })).violations
            .flatMap(violation => violation.nodes.map(node => `${violation.id} (${violation.impact}): ${node.target}: ${node.failureSummary}`))
        """;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>Fails with the list of what on the page is against WCAG 2.2, levels A and AA, in light or in dark, as far as axe can tell.</summary>
    public static async Task AssertAccessibleAsync(this IPage page)
    {
        var violations = new List<string>();

        await page.EvaluateAsync(Axe);
        await page.InEachColorSchemeAsync(async scheme => violations.AddRange((await page.EvaluateAsync<string[]>(FindViolations)).Select(violation => $"{scheme}: {violation}")));

        if (violations.Count > 0)
        {
            Assert.Fail(string.Join('\n', violations));
        }
    }
}
