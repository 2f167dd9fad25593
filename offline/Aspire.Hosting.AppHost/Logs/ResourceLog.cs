using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Aspire.Dashboard.Telemetry;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The newest lines of one process, and a file with all of them.</summary>
internal sealed class ResourceLog(LineNumbers numbers, TimeProvider time) : IDisposable
{
    public const int MaxLines = 100_000;
    public const long MaxBytes = 16 * 1024 * 1024;

    private const int BytesPerLine = 80;

    private readonly Lock _lock = new();
    private readonly BoundedQueue<WrittenLine> _lines = new(MaxLines, MaxBytes);
    private readonly List<ChannelWriter<LogLine>> _watchers = [];
    private StreamWriter? _file;
    private bool _completed;
    private int _lastNumber;

    public IReadOnlyList<LogLine> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines.Select(line => line.Line)];
            }
        }
    }

    /// <summary>Also writes the lines to a file, those of before included.</summary>
    public void WriteTo(string path)
    {
        lock (_lock)
        {
            _file = new StreamWriter(path, append: true) { AutoFlush = true };
            foreach (var written in _lines)
            {
                _file.WriteLine(written.Line.Content);
            }
        }
    }

    public void Add(string content, bool isError)
    {
        lock (_lock)
        {
            if (_completed)
            {
                return;
            }

            var line = new LogLine(++_lastNumber, content, isError);
            lock (numbers.Lock)
            {
                _lines.Add(new WrittenLine(numbers.Next(), time.GetUtcNow().UtcDateTime, line), BytesPerLine + (sizeof(char) * content.Length));
            }

            _file?.WriteLine(content);
            foreach (var watcher in _watchers)
            {
                watcher.TryWrite(line);
            }
        }
    }

    public async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<LogLine>(new UnboundedChannelOptions { SingleReader = true });
        lock (_lock)
        {
            foreach (var written in _lines)
            {
                channel.Writer.TryWrite(written.Line);
            }

            if (_completed)
            {
                channel.Writer.TryComplete();
            }

            _watchers.Add(channel.Writer);
        }

        try
        {
            while (await channel.Reader.WaitToReadAsync(cancellationToken))
            {
                var batch = new List<LogLine>();
                while (channel.Reader.TryRead(out var line))
                {
                    batch.Add(line);
                }

                yield return batch;
            }
        }
        finally
        {
            lock (_lock)
            {
                _watchers.Remove(channel.Writer);
            }
        }
    }

    /// <summary>How many of the oldest lines were dropped.</summary>
    /// <remarks>Like <see cref="ReadAfter"/>, only under the lock of the numbers.</remarks>
    public long Dropped => _lines.Dropped;

    /// <summary>The oldest lines after a number, at most so many.</summary>
    public IEnumerable<WrittenLine> ReadAfter(long number, int limit)
    {
        var (first, end) = (0, _lines.Count);
        while (first < end)
        {
            var middle = (first + end) / 2;
            (first, end) = _lines[middle].Number > number ? (first, middle) : (middle + 1, end);
        }

        for (var i = first; i < _lines.Count && i - first < limit; i++)
        {
            yield return _lines[i];
        }
    }

    public void Complete()
    {
        lock (_lock)
        {
            _completed = true;
            _watchers.ForEach(watcher => watcher.TryComplete());
            _file?.Dispose();
            _file = null;
        }
    }

    public void Dispose() => Complete();
}

/// <param name="Number">Its place among the lines of all processes.</param>
internal readonly record struct WrittenLine(long Number, DateTime Time, LogLine Line);
