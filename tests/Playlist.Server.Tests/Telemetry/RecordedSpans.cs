using System.Collections.Concurrent;
using System.Diagnostics;
using Playlist.Testing;

namespace Playlist.Server.Tests.Telemetry;

/// <summary>The spans that have ended. All tests share the process's: look for your own by trace or song.</summary>
internal sealed class RecordedSpans : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = [];
    private readonly ActivityListener _listener;

    public RecordedSpans()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ServerTelemetry.Name,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IEnumerable<Activity> Of(string traceId) => _ended.Where(span => span.TraceId.ToHexString() == traceId);

    public IEnumerable<Activity> OfSong(string title) => _ended.Where(span => title.Equals(span.GetTagItem(ServerTelemetry.SongTitleTag)));

    /// <summary>Waits for a trace's one span.</summary>
    public async Task<Activity> WhenEndedAsync(string traceId, CancellationToken cancellationToken) =>
        await Eventually.GetAsync(_ => Task.FromResult(Of(traceId).SingleOrDefault()), $"the span of trace {traceId}", cancellationToken);

    public async Task<Activity> WhenEndedOfSongAsync(string title, CancellationToken cancellationToken) =>
        await Eventually.GetAsync(_ => Task.FromResult(OfSong(title).SingleOrDefault()), $"the span of {title}", cancellationToken);

    public void Dispose() => _listener.Dispose();
}
