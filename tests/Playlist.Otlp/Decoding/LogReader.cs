using Microsoft.Extensions.Logging;
using Playlist.Otlp.Wire;

namespace Playlist.Otlp.Decoding;

internal static class LogReader
{
    /// <remarks>A log record can be read whatever it lacks: none is rejected.</remarks>
    public static List<ReceivedLog> Read(LogExport export, Rejections rejections)
    {
        var resources = new ResourceReader();
        var logs = new List<ReceivedLog>();
        foreach (var group in export.ResourceLogs)
        {
            var resource = resources.Read(group.Resource);
            foreach (var scope in group.ScopeLogs)
            {
                var category = StringPool.Intern(scope.Scope?.Name ?? "");
                logs.AddRange(scope.LogRecords.Select(record => Read(resource, category, record)));
            }
        }

        return logs;
    }

    private static ReceivedLog Read(TelemetryResource resource, string category, LogRecord record)
    {
        _ = Identifier.TryReadTrace(record.TraceId, out var traceId);
        _ = Identifier.TryReadSpan(record.SpanId, out var spanId);
        return new ReceivedLog(
            resource,
            category,
            Nanoseconds.Of(record.TimeUnixNano == 0 ? record.ObservedTimeUnixNano : record.TimeUnixNano),
            record.SeverityNumber is >= 1 and <= 24 ? (LogLevel)((record.SeverityNumber - 1) / 4) : LogLevel.None,
            StringPool.Intern(ValueText.Of(record.Body)),
            traceId,
            spanId,
            AttributeReader.Read(record.Attributes),
            record.CalculateSize());
    }
}
