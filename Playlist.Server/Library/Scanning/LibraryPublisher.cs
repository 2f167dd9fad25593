namespace Playlist.Server.Library.Scanning;

/// <summary>Makes a new catalogue of what has changed, so seldom that it costs little.</summary>
internal sealed class LibraryPublisher(SongLibrary library, LibraryStatus status, ServerTelemetry telemetry, TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    // Making catalogues takes a tenth of the time at most.
    private const int Share = 10;

    private readonly Deadline _rest = new(time);
    private readonly Deadline _whileScanning = new(time);
    private TimeSpan _interval = First;
    private bool _isNoted;

    /// <summary>How long until changes may be published; <see langword="null"/> when there are none.</summary>
    public TimeSpan? Due => _isNoted ? _rest.Left : null;

    /// <summary>There may be changes: looked at before they are saved.</summary>
    public void Note(KnownLibrary known, bool isAll = false) => _isNoted |= isAll || known.HasChanges;

    /// <summary>Publishes now and then, ever more seldom while a scan goes on.</summary>
    public void PublishWhileScanning(KnownLibrary known)
    {
        if (_whileScanning.IsOver && _rest.IsOver && _isNoted)
        {
            Publish(known);
            _whileScanning.Set(_interval);
            _interval = _interval * 2 < Longest ? _interval * 2 : Longest;
        }
    }

    public void PublishWhenDue(KnownLibrary known)
    {
        _interval = First;
        if (_rest.IsOver)
        {
            Publish(known);
        }
    }

    public void Publish(KnownLibrary known)
    {
        if (!_isNoted)
        {
            return;
        }

        _isNoted = false;
        var started = time.GetTimestamp();
        var songs = known.Songs;
        library.Publish(songs);
        status.Skipped = known.Skipped;
        telemetry.Published(songs.Count, status.Skipped.Count);
        _rest.Set(time.GetElapsedTime(started) * Share);
    }
}
