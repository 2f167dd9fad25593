using Aspire.Dashboard.Telemetry;
using Microsoft.Extensions.Logging;
using Playlist.Otlp;

namespace Aspire.Dashboard.Logs;

/// <summary>The newest log records of all processes.</summary>
internal sealed class LogStore(TelemetryLimits limits)
{
    private readonly Lock _lock = new();
    private readonly BoundedQueue<StoredLog> _logs = new(limits.Logs, limits.LogBytes);
    private long _lastNumber;
    private long _version;

    /// <summary>Higher after every change.</summary>
    public long Version => Volatile.Read(ref _version);

    public void Add(IReadOnlyList<ReceivedLog> logs)
    {
        lock (_lock)
        {
            foreach (var log in logs)
            {
                _logs.Add(new StoredLog(++_lastNumber, log), MemoryEstimate.Of(log, logs.Count));
            }

            _version++;
        }
    }

    public LogList Find(LogFilter filter, int limit)
    {
        StoredLog[] logs;
        long dropped;
        long version;
        lock (_lock)
        {
            // Filtering takes long: it is done with a copy, while more is added.
            (logs, dropped, version) = ([.. _logs], _logs.Dropped, _version);
        }

        var found = logs.Where(stored => Matches(stored.Log, filter)).ToList();
        // Processes send theirs once a second, so the order of arrival is not that of time.
        var newest = found.OrderByDescending(stored => stored.Log.TimeNanoseconds).ThenByDescending(stored => stored.Number).Take(limit);
        return new LogList(version, found.Count, dropped, [.. newest.Select(View)]);
    }

    private static bool Matches(ReceivedLog log, LogFilter filter) =>
        (filter.MinLevel is not { } level || (log.Level >= level && log.Level != LogLevel.None))
        && (filter.Resource is not { } resource || Matching.IsNamed(log.Resource.Service, log.Resource.Instance, resource))
        && (filter.TraceId is not { } traceId || log.TraceId == traceId)
        && (filter.SpanId is not { } spanId || log.SpanId == spanId)
        && (filter.Text is not { } text || Matching.HasText(log.Message, text) || Matching.HasText(log.Category, text) || Matching.HasText(log.Attributes, text));

    private static LogView View(StoredLog stored)
    {
        var log = stored.Log;
        return new LogView(
            stored.Number,
            UnixTime.ToDateTime(log.TimeNanoseconds),
            log.Level.ToString(),
            log.Resource.Service,
            log.Resource.Instance,
            log.Category,
            log.Message,
            log.TraceId,
            log.SpanId,
            [.. log.Attributes],
            [.. log.Resource.Attributes]);
    }

    private readonly record struct StoredLog(long Number, ReceivedLog Log);
}
