using System.Globalization;

namespace Playlist.Benchmarks.Library;

/// <summary>Words as song titles have them: some are in very many, most in few.</summary>
internal sealed class WordList
{
    private const int Count = 6000;

    private static readonly string[] Common =
    [
        "The", "Love", "You", "Me", "My", "Night", "Heart", "In", "Of", "On", "Time", "Day", "Blue", "Summer", "Little", "Dance", "Girl", "Boy",
        "Home", "Rain", "Light", "Fire", "Dream", "Baby", "World", "Away", "Down", "Sweet", "Moon", "Golden", "Road", "Black", "Never", "Always",
        "Tonight", "Forever", "Morning", "River", "Stars", "Shadow", "Lonely", "Crazy", "Wild", "Winter", "Ocean", "Angel", "Electric", "Velvet",
        "Midnight", "Paradise", "Highway", "Silver", "Thunder", "Mirror", "Garden", "Broken", "Cruel", "Lover", "Ghost", "Creatures", "Box", "Breathing",
    ];

    private static readonly string[] Onsets = ["b", "br", "c", "ch", "cl", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pl", "qu", "r", "s", "sh", "sl", "st", "t", "tr", "v", "w", "z"];
    private static readonly string[] Vowels = ["a", "e", "i", "o", "u", "ai", "ea", "ee", "ie", "oo", "ou", "é", "ö"];
    private static readonly string[] Codas = ["", "", "", "n", "r", "l", "s", "t", "m", "nd", "st", "ck"];

    private readonly List<string> _words = [.. Common];

    public WordList(Random random)
    {
        var known = new HashSet<string>(Common, StringComparer.OrdinalIgnoreCase);
        while (_words.Count < Count)
        {
            var word = string.Concat(Enumerable.Range(0, random.Next(2, 4)).Select(_ => Pick(random, Onsets) + Pick(random, Vowels) + Pick(random, Codas)));
            if (known.Add(word))
            {
                _words.Add(CultureInfo.InvariantCulture.TextInfo.ToTitleCase(word));
            }
        }
    }

    /// <summary>A word; those at the front of the list come far more often.</summary>
    public string Next(Random random) => _words[(int)(Count * Math.Pow(random.NextDouble(), 3))];

    public static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];
}
