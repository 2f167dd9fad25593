using System.Globalization;
using System.Text;

namespace Playlist.Benchmarks;

/// <summary>What was measured of each server or system, beside each other.</summary>
internal sealed class Report
{
    private readonly List<string> _measures = [];
    private readonly List<(string Measure, string Server, double Value, string Text)> _values = [];

    public void Add(string server, string measure, TimeSpan time, string remark = "") => Add(server, measure, time.TotalMilliseconds, Describe(time) + remark);

    public void AddBytes(string server, string measure, long bytes) => Add(server, measure, bytes, string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024:F0} MiB"));

    public void AddRate(string server, string measure, double perSecond, string remark = "") =>
        Add(server, measure, perSecond, string.Create(CultureInfo.InvariantCulture, $"{perSecond.ToString(perSecond >= 10 ? "N0" : "F1", CultureInfo.InvariantCulture)}/s{remark}"));

    public void AddMissing(string server, string measure, string why) => Add(server, measure, double.NaN, why);

    /// <summary>p50 / p99 by nearest rank.</summary>
    public void AddPercentiles(string server, string measure, List<TimeSpan> times, string remark)
    {
        times.Sort();
        var median = times[(times.Count - 1) / 2];
        var most = times[(int)Math.Ceiling(times.Count * 0.99) - 1];
        Add(server, measure, median.TotalMilliseconds, $"{Describe(median)} / {Describe(most)}{remark}");
    }

    /// <summary>A Markdown table; the last columns are the first server's value divided by each of the others' (of percentiles in one cell, that of p50).</summary>
    public string ToMarkdown(string title, IReadOnlyList<string> servers)
    {
        var others = servers.Skip(1).ToList();
        var ratios = others.Count == 1 ? ["ratio"] : others.ConvertAll(other => $"ratio to {other}");
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture, $"| {title} | {string.Join(" | ", servers.Concat(ratios))} |");
        table.AppendLine(CultureInfo.InvariantCulture, $"| --- {string.Concat(Enumerable.Repeat("| ---: ", servers.Count + ratios.Count))}|");
        foreach (var measure in _measures)
        {
            var values = servers.Select(server => _values.Find(value => value.Measure == measure && value.Server == server)).ToList();
            var cells = values.Select(value => value.Text ?? "—").Concat(values.Skip(1).Select(other => DescribeRatio(values[0].Value / other.Value)));
            table.AppendLine(CultureInfo.InvariantCulture, $"| {measure} | {string.Join(" | ", cells)} |");
        }

        return table.ToString();
    }

    private void Add(string server, string measure, double value, string text)
    {
        if (!_measures.Contains(measure))
        {
            _measures.Add(measure);
        }

        _values.Add((measure, server, value, text));
        // As it is measured: a run that is broken off has told so much.
        Console.Error.WriteLine($"  {server}, {measure}: {text}");
    }

    private static string Describe(TimeSpan time) => time.TotalMilliseconds switch
    {
        >= 10_000 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F0} s"),
        >= 1_000 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s"),
        >= 10 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:F0} ms"),
        >= 1 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:F1} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:F2} ms"),
    };

    private static string DescribeRatio(double ratio) =>
        double.IsFinite(ratio) ? ratio.ToString(ratio >= 10 ? "F0" : ratio >= 1 ? "F1" : "F2", CultureInfo.InvariantCulture) : "—";
}
