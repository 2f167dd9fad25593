namespace Playlist.Otlp;

/// <summary>Takes what was received. Called by several requests at once; what it is given is never changed afterwards.</summary>
public interface ITelemetrySink
{
    void Add(IReadOnlyList<ReceivedSpan> spans);

    void Add(IReadOnlyList<ReceivedLog> logs);

    void Add(IReadOnlyList<ReceivedMetric> metrics);
}
