using Playlist.Otlp;

namespace Aspire.Dashboard.Metrics;

/// <summary>What a chart is drawn from.</summary>
/// <param name="Keys">Of all series of the instrument.</param>
/// <param name="Series">Those looked for.</param>
internal sealed record Chart(long Version, InstrumentView Instrument, MetricKind Kind, IReadOnlyList<SeriesKey> Keys, IReadOnlyList<ChartSeries> Series)
{
    private const int MaxLines = 12;

    private static readonly (string Name, double Fraction)[] Percentiles = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99)];

    public ChartView Draw(TimeSteps steps, bool asRate)
    {
        var lines = Kind == MetricKind.Histogram ? DrawPercentiles(steps) : DrawValues(steps, asRate && Kind == MetricKind.Counter);
        return new ChartView(
            Version,
            Instrument.Kind,
            Instrument.Unit,
            Instrument.Description,
            Choices(),
            lines.Count == 0 ? [] : steps.Times,
            [.. lines.Take(MaxLines)],
            lines.Count);
    }

    private List<ChartLine> DrawPercentiles(TimeSteps steps)
    {
        var counts = Enumerable.Range(0, steps.Count).Select(_ => new BucketCounts()).ToArray();
        foreach (var series in Series)
        {
            series.AddTo(counts, steps);
        }

        var lines = Percentiles.Select(percentile => new ChartLine(percentile.Name, [.. counts.Select(count => count.Percentile(percentile.Fraction))]));
        return [.. lines.Where(line => line.Values.Any(value => value is not null))];
    }

    private List<ChartLine> DrawValues(TimeSteps steps, bool asRate)
    {
        var drawn = Series
            .Select(series => (series.Key, Values: asRate ? series.Rates(steps) : series.Values(steps)))
            .Where(series => Array.Exists(series.Values, value => value is not null))
            .ToList();
        var names = LineNames.Of([.. drawn.Select(series => series.Key)], Instrument.Name);
        return
        [
            .. drawn.Select((series, i) => new ChartLine(names[i], series.Values))
                .OrderByDescending(line => line.Values.Last(value => value is not null))
                .ThenBy(line => line.Name, StringComparer.Ordinal),
        ];
    }

    private AttributeChoice[] Choices() =>
    [
        .. Keys.SelectMany(key => key.Labels)
            .Distinct()
            .GroupBy(label => label.Key, label => label.Value)
            .OrderByDescending(choice => choice.Key == SeriesKey.Service)
            .ThenByDescending(choice => choice.Key == SeriesKey.Instance)
            .ThenBy(choice => choice.Key, StringComparer.Ordinal)
            .Select(choice => new AttributeChoice(choice.Key, [.. choice.Concat(IsEverywhere(choice.Key) ? [] : [""]).Order(StringComparer.Ordinal)])),
    ];

    private bool IsEverywhere(string attribute) => Keys.All(key => key.Labels.Any(label => label.Key == attribute));
}
