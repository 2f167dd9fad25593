using Playlist.Otlp;

namespace Aspire.Dashboard.Metrics;

/// <summary>What the points of a series have in common. Equal whatever order the attributes are in.</summary>
internal sealed record SeriesKey(TelemetryResource Resource, AttributeList Attributes, MetricKind Kind)
{
    /// <summary>The key by which a chart calls the process's service.</summary>
    public const string Service = "service";

    /// <summary>The key by which a chart calls the process's replica.</summary>
    public const string Instance = "instance";

    /// <summary>All that a line can be told by: service, instance, then the attributes.</summary>
    public IEnumerable<KeyValuePair<string, string>> Labels =>
    [
        new(Service, Resource.Service),
        new(Instance, Resource.Instance),
        .. Attributes.Where(attribute => attribute.Key is not (Service or Instance)),
    ];

    public bool Matches(KeyValuePair<string, string> label) => Labels.Contains(label);

    public bool Equals(SeriesKey? other) =>
        other is not null
        && Kind == other.Kind
        && Resource.Service == other.Resource.Service
        && Resource.Instance == other.Resource.Instance
        && Same(Attributes, other.Attributes)
        && Same(Resource.Attributes, other.Resource.Attributes);

    public override int GetHashCode()
    {
        var attributes = 0;
        foreach (var attribute in Attributes)
        {
            attributes += HashCode.Combine(attribute.Key, attribute.Value);
        }

        return HashCode.Combine(Kind, Resource.Service, Resource.Instance, attributes);
    }

    private static bool Same(AttributeList x, AttributeList y) =>
        ReferenceEquals(x, y) || (x.Count == y.Count && x.All(attribute => y.TryGetValue(attribute.Key, out var value) && value == attribute.Value));
}
