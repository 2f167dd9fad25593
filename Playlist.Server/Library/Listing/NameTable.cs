namespace Playlist.Server.Library.Listing;

/// <summary>The names of a kind (artists, albums, genres), each once, and numbered in their order.</summary>
internal sealed class NameTable
{
    /// <summary>What stands for no name, and for a name that is not in the table.</summary>
    public const int None = -1;
    public const int Unknown = -2;

    private readonly Dictionary<string, int> _numbers;
    private readonly string[] _folded;
    private readonly string[] _spelled;

    /// <param name="names">As they are spelled, in any order; of those that count as equal, the first is kept.</param>
    public NameTable(IEnumerable<string?> names)
    {
        var foldedOf = new Dictionary<string, string>();
        var spellings = new Dictionary<string, string>();
        foreach (var name in names)
        {
            if (name is not null && !foldedOf.ContainsKey(name))
            {
                var folded = SongName.Fold(name);
                foldedOf.Add(name, folded);
                spellings.TryAdd(folded, name);
            }
        }

        spellings.Remove("");
        _folded = [.. spellings.Keys];
        Array.Sort(_folded, StringComparer.Ordinal);
        _spelled = Array.ConvertAll(_folded, folded => spellings[folded]);
        _numbers = foldedOf.ToDictionary(name => name.Key, name => name.Value.Length == 0 ? None : Find(name.Value));
    }

    public int Count => _folded.Length;

    public IReadOnlyList<string> Folded => _folded;

    public IReadOnlyList<string> Spelled => _spelled;

    /// <param name="name">One of those that the table was made of.</param>
    public int NumberOf(string? name) => name is null ? None : _numbers[name];

    /// <param name="folded">See <see cref="SongName.Fold"/>.</param>
    public int Find(string folded) => Array.BinarySearch(_folded, folded, StringComparer.Ordinal) is var number and >= 0 ? number : Unknown;
}
