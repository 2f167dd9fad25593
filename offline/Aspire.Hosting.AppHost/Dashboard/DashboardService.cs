using Aspire.Dashboard;
using Aspire.Dashboard.Resources;
using Aspire.Dashboard.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>Runs the dashboard from before the first process starts until after the last has stopped: each exports up to its end.</summary>
internal sealed class DashboardService(IApplicationView application, ILoggerFactory loggers, ILogger<DistributedApplication> logger) : IHostedService, IAsyncDisposable
{
    private DashboardServer? _server;

    /// <exception cref="InvalidOperationException">The dashboard does not run yet.</exception>
    public DashboardServer Server => _server ?? throw new InvalidOperationException("The dashboard does not run yet.");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _server = await DashboardServer.StartAsync(application, new TelemetryStore(new TelemetryLimits()), loggers, cancellationToken);
        Log.DashboardStarted(logger, _server.LoginAddress);
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
