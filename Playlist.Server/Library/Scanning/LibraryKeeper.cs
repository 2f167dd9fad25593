using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Playlist.Protocol.Songs;
using Playlist.Server.Library.NewMusic;

namespace Playlist.Server.Library.Scanning;

/// <summary>Keeps the library in step with its folder or, where another process does that, with the database.</summary>
internal sealed class LibraryKeeper(
    LibraryFolder folder,
    LibraryScan scan,
    LibraryStore store,
    LibraryPublisher publisher,
    LibraryWatcher watcher,
    ScanTurn turn,
    ScanRequests requests,
    SongAnnouncements announcements,
    IOptions<LibraryOptions> options,
    TimeProvider time,
    ILogger<LibraryKeeper> logger) : BackgroundService
{
    // Another process's changes, and its end, are seen within a second.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(750);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(1);

    private const int SavedAtOnce = 500;

    // A process that only follows loads the library anew: it does other things ten times as long.
    private const int LoadingShare = 10;

    private static readonly string[] Everything = [""];

    private readonly TaskCompletionSource _filled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly Deadline _save = new(time);
    private readonly Deadline _load = new(time);
    private readonly Deadline _rescan = new(time);
    private readonly Deadline _turn = new(time);

    private bool _isScanning;

    private KnownLibrary _library = new();
    private long _revision;
    private bool _isLoaded;
    private bool _isAway;
    private bool _cannotSave;

    /// <exception cref="StartupException">The folder is not there, or cannot be read.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        ThrowIfUnreadable();
        await TryLoadAsync(cancellationToken);
        watcher.Changed = Wake;
        requests.Wake = Wake;
        await base.StartAsync(cancellationToken);
        if (_revision == 0)
        {
            try
            {
                await _filled.Task.WaitAsync(options.Value.FirstScanTime, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                Log.FirstScanContinues(logger, options.Value.FirstScanTime);
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // However short ago it could not be done.
        _cannotSave = false;
        await SaveAsync(force: true, cancellationToken);
    }

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var next = await HasTurnAsync(stoppingToken) ? await KeepAsync(stoppingToken) : await FollowAsync(stoppingToken);
                await WaitAsync(next, stoppingToken);
            }
        }
        catch (Exception exception) when (stoppingToken.IsCancellationRequested && exception is OperationCanceledException or ObjectDisposedException)
        {
            // A host that is disposed without being stopped does not wait.
        }
        finally
        {
            _filled.TrySetResult();
        }
    }

    /// <summary>Does what is due.</summary>
    /// <returns>How long nothing will be.</returns>
    private async Task<TimeSpan> KeepAsync(CancellationToken cancellationToken)
    {
        if (!_isScanning)
        {
            // Another process may have scanned until now.
            _isLoaded = _isLoaded && await IsCurrentAsync(cancellationToken);
            watcher.Start();
            _isScanning = true;
            requests.IsFollowing = false;
            requests.Demand();
            announcements.Wake();
        }

        if (!_isLoaded && _load.IsOver && await TryLoadAsync(cancellationToken))
        {
            requests.Demand();
        }

        if (_rescan.IsOver)
        {
            requests.Demand();
        }

        await requests.HearAsync(cancellationToken);
        if (requests.IsWanted)
        {
            _rescan.Set(_isAway ? Retry : options.Value.RescanInterval);
            await ScanAsync(Everything, cancellationToken);
        }
        else if (watcher.Due <= TimeSpan.Zero || scan.Settling.Due <= TimeSpan.Zero)
        {
            List<string> parts = [.. watcher.Due <= TimeSpan.Zero ? watcher.Take() : [], .. scan.Settling.TakeDue()];
            await ScanAsync(parts, cancellationToken);
        }

        await SaveAsync(force: true, cancellationToken);
        publisher.PublishWhenDue(_library);
        return new[] { Tick, watcher.Due, scan.Settling.Due, publisher.Due }.OfType<TimeSpan>().Min();
    }

    private async Task<TimeSpan> FollowAsync(CancellationToken cancellationToken)
    {
        requests.IsFollowing = true;
        if (_isScanning)
        {
            _isScanning = false;
            _isLoaded = false;
            Log.TurnLost(logger);
        }

        if ((!_isLoaded || !await IsCurrentAsync(cancellationToken)) && _load.IsOver)
        {
            await TryLoadAsync(cancellationToken);
        }

        if (_revision > 0)
        {
            _filled.TrySetResult();
        }

        return Tick;
    }

    private async Task ScanAsync(IReadOnlyCollection<string> parts, CancellationToken cancellationToken)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var believesEmpty = requests.Begin(cancellation);
        var hearing = HearAsync(ended.Token);
        try
        {
            Tell(isAway: !await scan.RunAsync(_library, parts, believesEmpty, MadeAsync, MadeAllAsync, cancellation.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.ScanCancelled(logger);
        }
        finally
        {
            requests.End();
            await ended.CancelAsync();
            await hearing;
        }

        await MadeAllAsync();
        _filled.TrySetResult();

        async Task MadeAllAsync()
        {
            publisher.Note(_library);
            await SaveAsync(force: true, cancellationToken);
            publisher.Publish(_library);
        }

        async Task MadeAsync()
        {
            publisher.Note(_library);
            await SaveAsync(force: false, cancellationToken);
            publisher.PublishWhileScanning(_library);
        }
    }

    private void Tell(bool isAway)
    {
        if (isAway)
        {
            if (!_isAway)
            {
                Log.FolderAway(logger, folder.Root, _library.Files.Count, LibraryFolder.Setting);
            }

            _rescan.Set(Retry);
        }
        else if (_isAway)
        {
            Log.FolderBack(logger, folder.Root);
            _rescan.Set(options.Value.RescanInterval);
            // A watcher does not survive the folder that it watches.
            watcher.Start();
        }

        _isAway = isAway;
    }

    private async Task SaveAsync(bool force, CancellationToken cancellationToken)
    {
        if (!_isLoaded || !_library.HasChanges || (_cannotSave && !_save.IsOver) || !(force || _save.IsOver || _library.ChangedPaths.Count >= SavedAtOnce))
        {
            return;
        }

        try
        {
            _revision = await store.SaveAsync(_library, cancellationToken);
            _cannotSave = false;
            _save.Set(SaveInterval);
        }
        catch (SongProtocolException exception)
        {
            if (!_cannotSave)
            {
                Log.LibraryNotSaved(logger, exception.Message);
            }

            _cannotSave = true;
            _save.Set(Retry);
        }
        catch (DbUpdateException exception)
        {
            Log.LibraryReloaded(logger, exception);
            _isLoaded = false;
        }
    }

    private async Task<bool> TryLoadAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            (_library, _revision) = await store.LoadAsync(cancellationToken);
            _isLoaded = true;
            publisher.Note(_library, isAll: true);
            publisher.Publish(_library);
            _load.Set(time.GetElapsedTime(started) * LoadingShare);
            return true;
        }
        catch (SongProtocolException)
        {
            // The database has told already what is wrong with it. Songs are served, and a scan goes on in memory.
            _load.Set(Retry);
            return false;
        }
    }

    private async Task<bool> IsCurrentAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await store.RevisionAsync(cancellationToken) == _revision;
        }
        catch (SongProtocolException)
        {
            return true;
        }
    }

    private async Task<bool> HasTurnAsync(CancellationToken cancellationToken)
    {
        if (_isScanning && !_turn.IsOver)
        {
            return true;
        }

        _turn.Set(Tick);
        return await turn.HasAsync(cancellationToken);
    }

    /// <summary>Other processes' requests, while a scan goes on.</summary>
    private async Task HearAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await requests.HearAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The scan has ended.
        }
    }

    private void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (Exception exception) when (exception is SemaphoreFullException or ObjectDisposedException)
        {
            // Awake already, or not needed any more.
        }
    }

    private async Task WaitAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(most > TimeSpan.Zero ? most : TimeSpan.Zero, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _wake.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }
    }

    private void ThrowIfUnreadable()
    {
        try
        {
            _ = Directory.EnumerateFileSystemEntries(folder.Root).Any();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var what = exception is UnauthorizedAccessException ? "may not be read by this user" : File.Exists(folder.Root) ? "is no folder" : "is not there";
            throw new StartupException($"The folder of the songs, {folder.Root}, {what}: set {LibraryFolder.Setting} to the one that you mean (in the environment: {LibraryFolder.Setting.Replace(":", "__", StringComparison.Ordinal)}).", exception);
        }
    }
}
