using Google.Protobuf.Collections;
using Playlist.Otlp.Wire;
using Kind = Playlist.Otlp.Wire.Metric.DataOneofCase;

namespace Playlist.Otlp.Decoding;

internal static class MetricReader
{
    private const int Delta = 1;
    private const uint NoRecordedValue = 1;

    public static List<ReceivedMetric> Read(MetricExport export, Rejections rejections)
    {
        var resources = new ResourceReader();
        var metrics = new List<ReceivedMetric>();
        foreach (var group in export.ResourceMetrics)
        {
            var resource = resources.Read(group.Resource);
            foreach (var scope in group.ScopeMetrics)
            {
                var meter = StringPool.Intern(scope.Scope?.Name ?? "");
                foreach (var metric in scope.Metrics)
                {
                    var (kind, points) = Read(metric, rejections);
                    if (points.Count > 0)
                    {
                        metrics.Add(new ReceivedMetric(resource, meter, StringPool.Intern(metric.Name), StringPool.Intern(metric.Unit), StringPool.Intern(metric.Description), kind, points));
                    }
                }
            }
        }

        return metrics;
    }

    private static (MetricKind Kind, List<MetricPoint> Points) Read(Metric metric, Rejections rejections)
    {
        switch (metric.DataCase)
        {
            case Kind.Gauge:
                return (MetricKind.Gauge, Read(metric.Gauge.DataPoints, temporality: 0, ReadNumber, rejections));
            case Kind.Sum:
                return (metric.Sum.IsMonotonic ? MetricKind.Counter : MetricKind.UpDownCounter, Read(metric.Sum.DataPoints, metric.Sum.AggregationTemporality, ReadNumber, rejections));
            case Kind.Histogram:
                return (MetricKind.Histogram, Read(metric.Histogram.DataPoints, metric.Histogram.AggregationTemporality, HistogramReader.Read, rejections));
            case Kind.ExponentialHistogram:
                return (MetricKind.Histogram, Read(metric.ExponentialHistogram.DataPoints, metric.ExponentialHistogram.AggregationTemporality, ExponentialHistogramReader.Read, rejections));
            case Kind.Summary:
                rejections.Add("point(s) of a summary, which is not understood here: record a histogram instead", metric.Summary.DataPoints.Count);
                break;
        }

        return (default, []);
    }

    /// <param name="read">Gives a point's value and buckets, or why there are none.</param>
    private static List<MetricPoint> Read<T>(RepeatedField<T> points, int temporality, Func<T, PointValue> read, Rejections rejections)
        where T : IPoint
    {
        var kept = new List<MetricPoint>(points.Count);
        foreach (var point in points.Where(point => (point.Flags & NoRecordedValue) == 0))
        {
            var value = read(point);
            if (value.Fault is not null)
            {
                rejections.Add(value.Fault);
                continue;
            }

            kept.Add(new MetricPoint(
                AttributeReader.Read(point.Attributes),
                Nanoseconds.Of(point.StartTimeUnixNano),
                Nanoseconds.Of(point.TimeUnixNano),
                temporality == Delta,
                value.Value,
                value.Histogram,
                point.CalculateSize()));
        }

        return kept;
    }

    private static PointValue ReadNumber(NumberPoint point) => point.ValueCase switch
    {
        NumberPoint.ValueOneofCase.AsInt => new PointValue(point.AsInt),
        NumberPoint.ValueOneofCase.AsDouble when double.IsFinite(point.AsDouble) => new PointValue(point.AsDouble),
        _ => new PointValue("point(s) without a value that is a finite number"),
    };
}
