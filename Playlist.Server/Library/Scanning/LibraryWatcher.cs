namespace Playlist.Server.Library.Scanning;

/// <summary>Hears of changes in the library's folder. What it may miss, the next whole scan finds.</summary>
internal sealed class LibraryWatcher(LibraryFolder folder, TimeProvider time, ILogger<LibraryWatcher> logger) : IDisposable
{
    // Programs that write many files do not pause for so long; those that never pause are not waited for.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private const int BufferBytes = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, bool> _changed = new(StringComparer.Ordinal);
    private FileSystemWatcher? _watcher;
    private long _first;
    private long _last;
    private bool _warned;

    /// <summary>Called when there is something new, from any thread.</summary>
    public Action Changed { get; set; } = () => { };

    /// <summary>How long until the changes are to be taken; <see langword="null"/> when there are none.</summary>
    public TimeSpan? Due
    {
        get
        {
            lock (_lock)
            {
                if (_changed.Count == 0)
                {
                    return null;
                }

                var (quiet, patience) = (Quiet - time.GetElapsedTime(_last), Patience - time.GetElapsedTime(_first));
                return quiet < patience ? quiet : patience;
            }
        }
    }

    /// <summary>Begins to watch, or does so anew when the folder was away.</summary>
    public void Start()
    {
        _watcher?.Dispose();
        _watcher = null;
        try
        {
            var watcher = new FileSystemWatcher(folder.Root)
            {
                IncludeSubdirectories = true,
                InternalBufferSize = BufferBytes,
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
            };
            watcher.Created += (_, change) => Add(change.FullPath, isStructural: true);
            watcher.Deleted += (_, change) => Add(change.FullPath, isStructural: true);
            watcher.Changed += (_, change) => Add(change.FullPath, isStructural: false);
            watcher.Renamed += (_, change) =>
            {
                Add(change.OldFullPath, isStructural: true);
                Add(change.FullPath, isStructural: true);
            };
            watcher.Error += (_, error) => Failed(error.GetException());
            _watcher = watcher;
            watcher.EnableRaisingEvents = true;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            Warn(exception);
        }
    }

    /// <summary>The paths within the library that are to be looked at: files and folders, there or not.</summary>
    public List<string> Take()
    {
        lock (_lock)
        {
            // That a folder has changed means that something in it has come or gone, which is told by itself.
            var taken = _changed.Where(change => change.Value || !Directory.Exists(folder.FullPath(change.Key))).Select(change => change.Key).ToList();
            _changed.Clear();
            return taken;
        }
    }

    public void Dispose() => _watcher?.Dispose();

    private void Add(string fullPath, bool isStructural)
    {
        var path = folder.PathOf(fullPath);
        lock (_lock)
        {
            _last = time.GetTimestamp();
            if (_changed.Count == 0)
            {
                _first = _last;
            }

            _changed[path] = _changed.GetValueOrDefault(path) || isStructural;
        }

        Changed();
    }

    private void Failed(Exception exception)
    {
        if (!Directory.Exists(folder.Root))
        {
            return;
        }

        Warn(exception);
        if (exception is InternalBufferOverflowException)
        {
            // Everything may have changed.
            Add(folder.Root, isStructural: true);
        }
    }

    private void Warn(Exception exception)
    {
        if (!_warned)
        {
            _warned = true;
            Log.WatcherFailed(logger, folder.Root, exception.Message);
        }
    }
}
