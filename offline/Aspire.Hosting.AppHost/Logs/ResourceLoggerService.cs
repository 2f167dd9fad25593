using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What each process writes, and what is to be said about it.</summary>
public class ResourceLoggerService : IDisposable
{
    private readonly ConcurrentDictionary<string, ResourceLog> _logs = new(StringComparer.OrdinalIgnoreCase);

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

    internal ResourceLog GetLog(string resourceName) => _logs.GetOrAdd(resourceName, _ => new ResourceLog());

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
