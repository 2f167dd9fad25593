using Aspire.Dashboard.Telemetry;
using Microsoft.Playwright;

namespace Aspire.Dashboard.BrowserTests.MadeUpApplication;

/// <summary>A test of the dashboard of an application that it makes up.</summary>
public abstract class MadeUpTest(Browser browser) : BrowserTest(browser), IAsyncLifetime
{
    private RunningDashboard? _dashboard;

    private protected RunningDashboard Dashboard => _dashboard ?? throw new InvalidOperationException("It does not run.");

    private protected FakeApplication Application => Dashboard.Application;

    private protected TelemetryStore Telemetry => Dashboard.Telemetry;

    private protected virtual TelemetryLimits Limits { get; } = new();

    public async ValueTask InitializeAsync() => _dashboard = await RunningDashboard.StartAsync(Cancellation, Limits);

    /// <summary>The tabs first: they would miss it.</summary>
    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        try
        {
            await base.DisposeAsync();
        }
        finally
        {
            await Dashboard.DisposeAsync();
        }
    }

    /// <param name="path">Of the page, such as <c>/traces?text=publish</c>.</param>
    protected async Task<IPage> OpenAsync(string path)
    {
        var tab = await OpenAsync(Dashboard.LoginAddress);
        if (path != "/")
        {
            await tab.Page.GotoAsync(new Uri(Dashboard.Address, path).AbsoluteUri);
        }

        return tab.Page;
    }
}
