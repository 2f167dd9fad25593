namespace Aspire.Dashboard.Tests.Hosting;

/// <summary>A test of a running dashboard of its own.</summary>
public abstract class DashboardTest : IAsyncLifetime
{
    private RunningDashboard? _dashboard;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected RunningDashboard Dashboard => _dashboard ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _dashboard = await RunningDashboard.StartAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        await Dashboard.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
