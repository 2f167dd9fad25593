using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The newest lines of one process, and a file with all of them.</summary>
internal sealed class ResourceLog : IDisposable
{
    private const int MaxLines = 10_000;

    private readonly Lock _lock = new();
    private readonly Queue<LogLine> _lines = new();
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
                return [.. _lines];
            }
        }
    }

    /// <summary>Also writes the lines to a file, those of before included.</summary>
    public void WriteTo(string path)
    {
        lock (_lock)
        {
            _file = new StreamWriter(path, append: true) { AutoFlush = true };
            foreach (var line in _lines)
            {
                _file.WriteLine(line.Content);
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
            _lines.Enqueue(line);
            if (_lines.Count > MaxLines)
            {
                _lines.Dequeue();
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
            foreach (var line in _lines)
            {
                channel.Writer.TryWrite(line);
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
