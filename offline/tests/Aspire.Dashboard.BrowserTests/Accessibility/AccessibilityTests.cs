using Xunit.Sdk;

namespace Aspire.Dashboard.BrowserTests.Accessibility;

public sealed class AccessibilityTests(Browser browser) : BrowserTest(browser)
{
    /// <summary>Under the dashboard's own policy, which axe must not break.</summary>
    [Fact]
    public async Task AssertAccessibleAsync_passes_when_nothing_is_wrong()
    {
        await using var site = await SmallSite.StartAsync("<main><h1>Traces</h1><button>Clear</button></main>", Cancellation, "default-src 'self'");
        var tab = await OpenAsync(site.Address);

        await tab.Page.AssertAccessibleAsync();
    }

    [Theory]
    [InlineData("<button></button>", "Light: button-name (critical)")]
    [InlineData("<style>@media (prefers-color-scheme: dark) { body { background: #222; color: #333 } }</style><p>Hidden in the dark</p>", "Dark: color-contrast (serious)")]
    public async Task AssertAccessibleAsync_lists_what_is_wrong(string body, string expected)
    {
        await using var site = await SmallSite.StartAsync(body, Cancellation);
        var tab = await OpenAsync(site.Address);

        var failure = await Assert.ThrowsAsync<FailException>(tab.Page.AssertAccessibleAsync);

        Assert.StartsWith(expected, failure.Message, StringComparison.Ordinal);
    }
}
