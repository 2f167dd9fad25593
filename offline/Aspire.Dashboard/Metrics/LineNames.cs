namespace Aspire.Dashboard.Metrics;

/// <summary>Names a chart's lines by what tells them apart.</summary>
internal static class LineNames
{
    /// <param name="otherwise">The name of a line that nothing needs to be told of.</param>
    /// <returns>Such as <c>http.route=/play</c>, <c>server</c>, or with several replicas <c>server-abcdefgh, http.route=/play</c>.</returns>
    public static IReadOnlyList<string> Of(IReadOnlyList<SeriesKey> series, string otherwise)
    {
        var labels = series.Select(key => key.Labels.ToDictionary()).ToList();
        var telling = labels.SelectMany(label => label.Keys).Distinct().Where(name => Differ(labels.Select(label => label.GetValueOrDefault(name)))).ToHashSet();
        // The name of a service says enough when it has one replica.
        var replicas = series.GroupBy(key => key.Resource.Service).Any(service => Differ(service.Select(key => key.Resource.Instance)));
        return [.. series.Select((key, i) => Name(key, labels[i]))];

        string Name(SeriesKey key, Dictionary<string, string> label)
        {
            IEnumerable<string> process = replicas ? [$"{key.Resource.Service}-{key.Resource.Instance}"] : telling.Contains(SeriesKey.Service) ? [key.Resource.Service] : [];
            var attributes = label.Where(pair => pair.Key is not (SeriesKey.Service or SeriesKey.Instance) && telling.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}");
            var name = string.Join(", ", process.Concat(attributes));
            return name.Length > 0 ? name : otherwise;
        }
    }

    private static bool Differ(IEnumerable<string?> values) => values.Distinct().Skip(1).Any();
}
