namespace Playlist.Server.Library.Scanning;

/// <summary>How many files came to which end in a scan.</summary>
internal sealed class ScanCounts
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>By <see cref="ScanOutcomes"/>.</summary>
    public IReadOnlyDictionary<string, int> ByOutcome => _counts;

    public bool HasChanges => _counts.Keys.Any(outcome => outcome is not (ScanOutcomes.Unchanged or ScanOutcomes.Growing));

    public void Add(string outcome) => _counts[outcome] = _counts.GetValueOrDefault(outcome) + 1;

    /// <summary><c>2 added, 5 unchanged</c></summary>
    public override string ToString() => _counts.Count == 0 ? "nothing there" : string.Join(", ", _counts.Select(count => $"{count.Value} {count.Key}"));
}
