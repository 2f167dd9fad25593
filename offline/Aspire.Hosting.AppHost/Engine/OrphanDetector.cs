using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Engine;

/// <summary>Stops the application in good order when the process has been killed that it was started by.</summary>
internal sealed class OrphanDetector(StartedBy startedBy, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<DistributedApplication> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (startedBy.ProcessId is not { } id)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (!startedBy.IsGone)
            {
                await timer.WaitForNextTickAsync(stoppingToken);
            }

            Log.Orphaned(logger, id);
            lifetime.StopApplication();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }
}
