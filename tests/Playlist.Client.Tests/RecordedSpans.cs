using System.Diagnostics;

namespace Playlist.Client.Tests;

/// <summary>The spans of one trace that this client has ended.</summary>
internal sealed class RecordedSpans : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<Activity> _ended = [];
    private readonly ActivityListener _listener;

    public RecordedSpans(ActivityTraceId trace)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ClientTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (_lock)
                {
                    if (activity.TraceId == trace)
                    {
                        _ended.Add(activity);
                    }
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyList<Activity> Ended
    {
        get
        {
            lock (_lock)
            {
                return [.. _ended];
            }
        }
    }

    public void Dispose() => _listener.Dispose();
}
