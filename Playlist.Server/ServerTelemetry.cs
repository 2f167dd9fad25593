using System.Diagnostics;
using System.Diagnostics.Metrics;
using Playlist.Server.Library.Scanning;

namespace Playlist.Server;

/// <summary>All names under which this service is observed: spans and metrics by the RPC conventions of OpenTelemetry, and its own.</summary>
internal sealed class ServerTelemetry : IDisposable
{
    /// <summary>Of the activity source and of the meter.</summary>
    public const string Name = "Playlist.Server";

    public const string CallDuration = "rpc.server.call.duration";
    public const string ActiveConnections = "playlist.server.connections.active";
    public const string ActiveStreams = "playlist.server.streams.active";
    public const string SentAudio = "playlist.server.audio.sent";
    public const string ReachedLimits = "playlist.server.limits.reached";

    public const string LibrarySongs = "playlist.server.library.songs";
    public const string SkippedFiles = "playlist.server.library.files.skipped";
    public const string ScannedFiles = "playlist.server.library.scan.files";
    public const string ScanDuration = "playlist.server.library.scan.duration";

    public const string SystemTag = "rpc.system.name";
    public const string MethodTag = "rpc.method";
    public const string ErrorTag = "error.type";
    public const string SongIdTag = "playlist.song.id";
    public const string SongTitleTag = "playlist.song.title";
    public const string SongArtistTag = "playlist.song.artist";
    public const string AudioBytesTag = "playlist.audio.bytes";

    public const string OutcomeTag = "playlist.scan.outcome";

    public const string SystemName = "playlist";

    /// <summary>The span of a scan.</summary>
    public const string ScanName = "scan";

    /// <summary>The method of what is no known operation: names that clients make up never become names of spans.</summary>
    public const string OtherMethod = "_OTHER";

    /// <summary>The error of a call whose client went away before its last byte.</summary>
    public const string ConnectionClosed = "connection_closed";

    private readonly ActivitySource _source = new(Name);
    private readonly TimeProvider _time;
    private readonly Histogram<double> _callDuration;
    private readonly UpDownCounter<long> _activeConnections;
    private readonly UpDownCounter<long> _activeStreams;
    private readonly Counter<long> _sentAudio;
    private readonly Counter<long> _reachedLimits;
    private readonly Gauge<long> _librarySongs;
    private readonly Gauge<long> _skippedFiles;
    private readonly Counter<long> _scannedFiles;
    private readonly Histogram<double> _scanDuration;

    public ServerTelemetry(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(Name);
        _callDuration = meter.CreateHistogram(CallDuration, "s", "Duration of calls, to the last byte of their answers.", advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
        });
        _activeConnections = meter.CreateUpDownCounter<long>(ActiveConnections, "{connection}", "Open connections.");
        _activeStreams = meter.CreateUpDownCounter<long>(ActiveStreams, "{stream}", "Songs being sent.");
        _sentAudio = meter.CreateCounter<long>(SentAudio, "By", "Audio sent.");
        _reachedLimits = meter.CreateCounter<long>(ReachedLimits, "{limit}", "Limits that clients ran into, by error code.");
        _librarySongs = meter.CreateGauge<long>(LibrarySongs, "{song}", "Songs in the library.");
        _skippedFiles = meter.CreateGauge<long>(SkippedFiles, "{file}", "Files that cannot be read.");
        _scannedFiles = meter.CreateCounter<long>(ScannedFiles, "{file}", "Files that scans have looked at, by what became of them.");
        _scanDuration = meter.CreateHistogram(ScanDuration, "s", "Duration of scans, of the whole folder or of what has changed in it.", advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 600, 1800, 3600],
        });
    }

    public void ConnectionOpened() => _activeConnections.Add(1);

    public void ConnectionEnded() => _activeConnections.Add(-1);

    public void StreamStarted() => _activeStreams.Add(1);

    public void StreamEnded() => _activeStreams.Add(-1);

    public void AudioSent(int bytes) => _sentAudio.Add(bytes);

    /// <param name="code">One of the codes of the protocol's closed list.</param>
    public void LimitReached(string code) => _reachedLimits.Add(1, new KeyValuePair<string, object?>(ErrorTag, code));

    /// <param name="method">An operation's name, or <see cref="OtherMethod"/>.</param>
    /// <param name="traceparent">The request's own; a broken or missing one starts a new trace.</param>
    public CallTelemetry StartCall(string method, string? traceparent, string? tracestate)
    {
        // Trace context is per request: an activity of the connection, should the transport ever have one, is not its parent.
        Activity.Current = null;
        ActivityContext.TryParse(traceparent, tracestate, isRemote: true, out var parent);
        var activity = _source.StartActivity(ActivityKind.Server, parent, [new(SystemTag, SystemName), new(MethodTag, method)], name: method);
        return new CallTelemetry(this, method, activity, _time.GetTimestamp());
    }

    public void Published(int songs, int skippedFiles)
    {
        _librarySongs.Record(songs);
        _skippedFiles.Record(skippedFiles);
    }

    public Activity? StartScan()
    {
        // What a scan was started by is not what it is part of.
        Activity.Current = null;
        return _source.StartActivity(ScanName);
    }

    public void Scanned(ScanCounts counts, TimeSpan duration, Activity? activity)
    {
        foreach (var (outcome, files) in counts.ByOutcome)
        {
            _scannedFiles.Add(files, new KeyValuePair<string, object?>(OutcomeTag, outcome));
            activity?.SetTag($"playlist.scan.files.{outcome}", files);
        }

        _scanDuration.Record(duration.TotalSeconds);
    }

    public void Dispose() => _source.Dispose();

    internal void CallEnded(string method, string? error, long started)
    {
        var tags = new TagList { { SystemTag, SystemName }, { MethodTag, method } };
        if (error is not null)
        {
            tags.Add(ErrorTag, error);
        }

        _callDuration.Record(_time.GetElapsedTime(started).TotalSeconds, tags);
    }
}
