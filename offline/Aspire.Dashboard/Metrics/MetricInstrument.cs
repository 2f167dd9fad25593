using Playlist.Otlp;

namespace Aspire.Dashboard.Metrics;

/// <summary>An instrument of that name in all processes.</summary>
internal sealed class MetricInstrument(string meter, string name)
{
    private readonly Dictionary<SeriesKey, MetricSeries> _series = [];

    public string Meter => meter;

    public string Name => name;

    public string Unit { get; private set; } = "";

    public string Description { get; private set; } = "";

    public MetricKind Kind { get; private set; }

    public bool IsEmpty => _series.Count == 0;

    /// <summary>The series of the kind that it is now: processes may disagree, or have changed their minds.</summary>
    public IEnumerable<MetricSeries> Series => _series.Values.Where(series => series.Key.Kind == Kind);

    /// <summary>Takes what was said of it last.</summary>
    public void Describe(ReceivedMetric metric) => (Unit, Description, Kind) = (metric.Unit, metric.Description, metric.Kind);

    public MetricSeries? Find(SeriesKey key) => _series.GetValueOrDefault(key);

    public void Add(MetricSeries series) => _series.Add(series.Key, series);

    public void Remove(MetricSeries series) => _series.Remove(series.Key);

    public InstrumentView View() => new(name, Unit, Description, Kind.ToString(), [.. Series.Select(series => series.Key.Resource.Service).Distinct().Order(StringComparer.Ordinal)]);
}
