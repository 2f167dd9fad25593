using Aspire.Dashboard.BrowserTests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.BrowserTests.MadeUpApplication;

public sealed class StrangerTests(Browser browser) : MadeUpTest(browser)
{
    [Theory]
    [InlineData("/traces")]
    [InlineData("/login?t=0123456789abcdef0123456789abcdef")]
    public async Task Stranger_is_told_where_the_key_is(string path)
    {
        var tab = await OpenAsync(new Uri(Dashboard.Address, path));

        await Expect(tab.Page.Heading("This dashboard needs its key")).ToBeVisibleAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Navigation)).ToHaveCountAsync(0);
        Assert.Contains("401", await tab.TakeFaultAsync(Cancellation), StringComparison.Ordinal);
        await tab.Page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Page_whose_key_is_no_longer_good_says_so()
    {
        var tab = await OpenAsync(Dashboard.LoginAddress);
        await Expect(tab.Page.Heading("Resources")).ToBeVisibleAsync();

        await tab.Page.Context.ClearCookiesAsync();

        await Expect(tab.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The dashboard wants its key");
        Assert.All(await tab.CloseAsync(), fault => Assert.Contains("401", fault, StringComparison.Ordinal));
    }
}
