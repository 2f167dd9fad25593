using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace Playlist.Server.Tests.Hosting;

/// <summary>The limits that were counted.</summary>
public sealed class ReachedLimits(MetricCollector<long> collector) : IDisposable
{
    /// <summary>The error codes, one for each time.</summary>
    public IReadOnlyList<string> Codes => [.. collector.GetMeasurementSnapshot().SelectMany(measured => Enumerable.Repeat((string)measured.Tags[ServerTelemetry.ErrorTag]!, (int)measured.Value))];

    public Task WhenReachedAsync(int times, CancellationToken cancellationToken) => collector.WaitForMeasurementsAsync(times, cancellationToken);

    public void Dispose() => collector.Dispose();
}
