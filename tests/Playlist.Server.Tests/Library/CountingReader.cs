using System.Collections.Concurrent;
using Playlist.Server.Library.Tags;

namespace Playlist.Server.Tests.Library;

/// <summary>Reads real tags, and counts: <see cref="TagReader"/> with a look at it.</summary>
internal sealed class CountingReader(TagReader reader) : ITagReader
{
    private readonly ConcurrentQueue<string> _read = [];

    /// <summary>The paths that were read, each as often as it was.</summary>
    public IReadOnlyList<string> Read => [.. _read.Order(StringComparer.Ordinal)];

    /// <summary>Done before each file is read.</summary>
    public Func<string, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public bool TellsDurations => reader.TellsDurations;

    public async ValueTask<FileTags> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await Before(path, cancellationToken);
        _read.Enqueue(path);
        return await reader.ReadAsync(path, cancellationToken);
    }

    public void Clear() => _read.Clear();
}
