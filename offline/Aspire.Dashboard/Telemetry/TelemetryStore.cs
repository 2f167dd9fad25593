using Aspire.Dashboard.Logs;
using Aspire.Dashboard.Metrics;
using Aspire.Dashboard.Traces;
using Playlist.Otlp;

namespace Aspire.Dashboard.Telemetry;

/// <summary>The newest telemetry of all processes, in memory.</summary>
internal sealed class TelemetryStore : ITelemetrySink
{
    /// <param name="time">The end of a chart's period.</param>
    public TelemetryStore(TelemetryLimits limits, TimeProvider? time = null)
    {
        Traces = new TraceStore(limits);
        Logs = new LogStore(limits);
        Metrics = new MetricStore(limits, time ?? TimeProvider.System);
    }

    public TraceStore Traces { get; }

    public LogStore Logs { get; }

    public MetricStore Metrics { get; }

    public void Add(IReadOnlyList<ReceivedSpan> spans) => Traces.Add(spans);

    public void Add(IReadOnlyList<ReceivedLog> logs) => Logs.Add(logs);

    public void Add(IReadOnlyList<ReceivedMetric> metrics) => Metrics.Add(metrics);
}
