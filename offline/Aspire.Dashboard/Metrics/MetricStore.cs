using Aspire.Dashboard.Telemetry;
using Playlist.Otlp;

namespace Aspire.Dashboard.Metrics;

/// <summary>The newest points of all processes' metrics, by instrument.</summary>
internal sealed class MetricStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Meter, string Name), MetricInstrument> _instruments = [];
    // Each point's series: the oldest point of all is the oldest of its series.
    private readonly BoundedQueue<MetricSeries> _points;
    private readonly TelemetryLimits _limits;
    private readonly TimeProvider _time;
    private long _seriesBytes;
    private long _version;

    public MetricStore(TelemetryLimits limits, TimeProvider time)
    {
        _points = new BoundedQueue<MetricSeries>(limits.MetricPoints, limits.MetricBytes, OnDropped);
        _limits = limits;
        _time = time;
    }

    /// <summary>Higher after every change.</summary>
    public long Version => Volatile.Read(ref _version);

    public void Add(IReadOnlyList<ReceivedMetric> metrics)
    {
        lock (_lock)
        {
            foreach (var metric in metrics)
            {
                foreach (var point in metric.Points)
                {
                    Add(metric, point);
                }
            }

            _version++;
        }
    }

    public MeterList GetMeters()
    {
        lock (_lock)
        {
            var meters = _instruments.Values
                .GroupBy(instrument => instrument.Meter)
                .OrderBy(meter => meter.Key, StringComparer.Ordinal)
                .Select(meter => new MeterView(meter.Key, [.. meter.OrderBy(instrument => instrument.Name, StringComparer.Ordinal).Select(instrument => instrument.View())]));
            return new MeterList(_version, _points.Dropped, [.. meters]);
        }
    }

    /// <returns><see langword="null"/> when there is no such instrument.</returns>
    public ChartView? GetChart(ChartQuery query)
    {
        var steps = new TimeSteps(UnixTime.ToNanoseconds(_time.GetUtcNow()), query.Period);
        Chart chart;
        lock (_lock)
        {
            if (!_instruments.TryGetValue((query.Meter, query.Instrument), out var instrument))
            {
                return null;
            }

            var series = instrument.Series.Where(series => query.Where.All(series.Key.Matches));
            chart = new Chart(
                _version,
                instrument.View(),
                instrument.Kind,
                [.. instrument.Series.Select(series => series.Key)],
                [.. series.Select(series => new ChartSeries(series.Key, series.Since(steps.StartNanoseconds)))]);
        }

        return chart.Draw(steps, query.AsRate);
    }

    private void Add(ReceivedMetric metric, MetricPoint point)
    {
        var instrument = _instruments.GetValueOrDefault((metric.Meter, metric.Name)) ?? new MetricInstrument(metric.Meter, metric.Name);
        var key = new SeriesKey(metric.Resource, point.Attributes, metric.Kind);
        var series = instrument.Find(key) ?? new MetricSeries(instrument, key, MemoryEstimate.OfSeries(point));
        var isNew = series.IsEmpty;
        if (series.Add(point) is not { } bytes)
        {
            return;
        }

        if (isNew)
        {
            instrument.Add(series);
            _instruments[(metric.Meter, metric.Name)] = instrument;
            _seriesBytes += series.Bytes;
        }

        instrument.Describe(metric);
        // One that is larger than all that is kept goes the way of the rest, below.
        _points.Add(series, Math.Min(bytes, _limits.MetricBytes));
        while (_points.Bytes + _seriesBytes > _limits.MetricBytes)
        {
            _points.DropOldest();
        }
    }

    private void OnDropped(MetricSeries series)
    {
        series.DropOldest();
        if (!series.IsEmpty)
        {
            return;
        }

        _seriesBytes -= series.Bytes;
        series.Instrument.Remove(series);
        if (series.Instrument.IsEmpty)
        {
            _instruments.Remove((series.Instrument.Meter, series.Instrument.Name));
        }
    }
}
