using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Playlist.Otlp;

/// <summary>Attributes in the order received, each key once. Numbers and booleans are their invariant text, arrays and maps JSON, bytes base64.</summary>
/// <remarks>An array, since there are many of them with a dozen entries each, and a dictionary would take thrice the memory.</remarks>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "It has an order, as a list has, and is also looked up in.")]
public sealed class AttributeList(IReadOnlyList<KeyValuePair<string, string>> entries) : IReadOnlyDictionary<string, string>, IEquatable<AttributeList>
{
    private readonly KeyValuePair<string, string>[] _entries = [.. entries.DistinctBy(entry => entry.Key, StringComparer.Ordinal)];

    public static AttributeList Empty { get; } = new([]);

    public int Count => _entries.Length;

    public IEnumerable<string> Keys => _entries.Select(entry => entry.Key);

    public IEnumerable<string> Values => _entries.Select(entry => entry.Value);

    public string this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no attribute '{key}'.");

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        foreach (var entry in _entries)
        {
            if (entry.Key == key)
            {
                value = entry.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, string>>)_entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether the other has the same attributes in the same order.</summary>
    public bool Equals(AttributeList? other) => other is not null && _entries.AsSpan().SequenceEqual(other._entries);

    public override bool Equals(object? obj) => Equals(obj as AttributeList);

    public override int GetHashCode() => HashCode.Combine(_entries.Length, _entries.Length > 0 ? _entries[^1] : default);
}
