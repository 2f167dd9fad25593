namespace Playlist.Server.Library.Scanning;

/// <summary>Tells which files are whole: those that have kept size and time for a while.</summary>
/// <remarks>Not thread-safe: whoever scans has it.</remarks>
internal sealed class SettlingFiles(TimeSpan settleTime, TimeProvider time)
{
    private readonly Dictionary<string, (long Bytes, DateTimeOffset Modified, long Since)> _waiting = new(StringComparer.Ordinal);

    /// <summary>How long until one of them is to be looked at again; <see langword="null"/> when there are none.</summary>
    public TimeSpan? Due => _waiting.Count == 0 ? null : Left(_waiting.Values.Min(waiting => waiting.Since));

    /// <summary>Those that are to be looked at again now.</summary>
    public List<string> TakeDue() => [.. _waiting.Where(waiting => Left(waiting.Value.Since) <= TimeSpan.Zero).Select(waiting => waiting.Key)];

    /// <summary>Asked of each new or changed file; one that is not yet whole is <see cref="Due"/> later.</summary>
    public bool IsWhole(ListedFile file)
    {
        // A time that is far off, in either direction, is not of a file that is being written.
        if ((time.GetUtcNow() - file.Modified).Duration() >= settleTime)
        {
            _waiting.Remove(file.Path);
            return true;
        }

        if (_waiting.TryGetValue(file.Path, out var waiting) && waiting.Bytes == file.Bytes && waiting.Modified == file.Modified)
        {
            if (Left(waiting.Since) > TimeSpan.Zero)
            {
                return false;
            }

            _waiting.Remove(file.Path);
            return true;
        }

        _waiting[file.Path] = (file.Bytes, file.Modified, time.GetTimestamp());
        return false;
    }

    /// <summary>Whether it is one of them.</summary>
    public bool Waits(string path) => _waiting.ContainsKey(path);

    public void Forget(string path) => _waiting.Remove(path);

    private TimeSpan Left(long since) => settleTime - time.GetElapsedTime(since);
}
