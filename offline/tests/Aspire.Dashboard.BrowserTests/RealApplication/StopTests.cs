using Aspire.Dashboard.BrowserTests.Pages;
using Aspire.Hosting.TestSupport;
using Microsoft.Playwright;
using Playlist.Testing;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.BrowserTests.RealApplication;

public sealed class StopTests(Browser browser) : BrowserTest(browser)
{
    private static readonly TimeSpan StopDeadline = TimeSpan.FromMinutes(1);

    /// <summary>With an AppHost of its own, which needs not be up: the dashboard is there before the first process and after the last.</summary>
    [Fact]
    public async Task Page_says_that_the_application_has_stopped_and_keeps_what_it_knew()
    {
        Assert.SkipWhen(Chromium.Path is null, Chromium.HowToInstall);
        using var appHost = AppHostProcess.Start("--Broker:Persistent=false");
        var tab = await OpenAsync(await appHost.WaitForDashboardAsync(Cancellation));
        await Expect(tab.Page.Resource("notifier")).ToBeVisibleAsync();

        appHost.Send(Processes.Interrupt);

        await Expect(tab.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The application has stopped.");
        await Expect(tab.Page.Resource("notifier")).ToBeVisibleAsync();
        Assert.Empty(await appHost.WaitUntilNothingIsLeftAsync(StopDeadline, Cancellation));
        // It asks on, so that it is there again when the application is.
        Assert.All(await tab.CloseAsync(), fault => Assert.Contains("net::ERR_", fault, StringComparison.Ordinal));
    }
}
