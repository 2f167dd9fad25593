using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Aspire.Dashboard.ConsoleLogs;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What each process writes, and what is to be said about it.</summary>
public class ResourceLoggerService : IDisposable
{
    private readonly ConcurrentDictionary<string, ResourceLog> _logs = new(StringComparer.OrdinalIgnoreCase);
    private readonly LineNumbers _numbers = new();

    public ILogger GetLogger(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new ResourceLogger([.. resource.GetInstanceNames().Select(GetLog)]);
    }

    public ILogger GetLogger(string resourceName) => new ResourceLogger([GetLog(resourceName)]);

    /// <summary>What was written so far, then each new line, until the application ends.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName) => GetLog(resourceName).WatchAsync();

    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var logs = resource.GetInstanceNames().Select(GetLog).ToArray();
        return logs.Length == 1 ? logs[0].WatchAsync() : MergeAsync(logs);
    }

    /// <summary>What was written so far.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName) => Once([.. GetLog(resourceName).Lines]);

    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return Once([.. resource.GetInstanceNames().SelectMany(name => GetLog(name).Lines)]);
    }

    public void Complete(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        foreach (var name in resource.GetInstanceNames())
        {
            Complete(name);
        }
    }

    public void Complete(string name) => GetLog(name).Complete();

    public void Dispose()
    {
        foreach (var log in _logs.Values)
        {
            log.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    internal ResourceLog GetLog(string resourceName) => _logs.GetOrAdd(resourceName, _ => new ResourceLog(_numbers, TimeProvider.System));

    /// <summary>The oldest lines of several processes after a number, in the order in which they were written.</summary>
    internal ConsolePage Read(IReadOnlyCollection<string> resourceNames, long after, int limit)
    {
        var logs = resourceNames.Select(name => (Name: name, Log: GetLog(name))).ToArray();
        lock (_numbers.Lock)
        {
            // One more than asked for tells whether there are more.
            var lines = logs
                .SelectMany(log => log.Log.ReadAfter(after, limit + 1).Select(written => new ConsoleLine(written.Number, log.Name, written.Time, written.Line.IsErrorMessage, written.Line.Content)))
                .OrderBy(line => line.Number)
                .Take(limit + 1)
                .ToArray();
            var page = lines.Length > limit ? lines[..limit] : lines;
            return new ConsolePage(page is [.., var last] ? last.Number : after, lines.Length > limit, logs.Sum(log => log.Log.Dropped), page);
        }
    }

#pragma warning disable CS1998 // An async iterator that has nothing to await.
    private static async IAsyncEnumerable<IReadOnlyList<LogLine>> Once(IReadOnlyList<LogLine> lines)
#pragma warning restore CS1998
    {
        yield return lines;
    }

    private static async IAsyncEnumerable<IReadOnlyList<LogLine>> MergeAsync(ResourceLog[] logs)
    {
        var merged = Channel.CreateUnbounded<IReadOnlyList<LogLine>>();
        var reading = Task.WhenAll(logs.Select(async log =>
        {
            await foreach (var lines in log.WatchAsync())
            {
                merged.Writer.TryWrite(lines);
            }
        })).ContinueWith(_ => merged.Writer.TryComplete(), TaskScheduler.Default);

        await foreach (var lines in merged.Reader.ReadAllAsync())
        {
            yield return lines;
        }

        await reading;
    }

    private sealed class ResourceLogger(ResourceLog[] logs) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            var text = formatter(state, exception) + (exception is null ? "" : $"\n{exception}");
            foreach (var log in logs)
            {
                log.Add(string.Create(CultureInfo.InvariantCulture, $"[sys] {text}"), isError: logLevel >= LogLevel.Error);
            }
        }
    }
}

public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);
