namespace Aspire.Dashboard.Telemetry;

/// <summary>How much telemetry is kept: of each signal so many items within so many bytes, together 256 MiB. Then the oldest goes.</summary>
/// <remarks>The bytes are what <see cref="MemoryEstimate"/> makes of an item, its share of the indexes included. Each number is at least 1.</remarks>
internal sealed record TelemetryLimits
{
    private const long MiB = 1024 * 1024;

    public int Spans { get; init; } = 100_000;

    public long SpanBytes { get; init; } = 128 * MiB;

    public int Logs { get; init; } = 50_000;

    public long LogBytes { get; init; } = 64 * MiB;

    public int MetricPoints { get; init; } = 300_000;

    public long MetricBytes { get; init; } = 64 * MiB;
}
