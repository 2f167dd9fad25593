namespace Playlist.Benchmarks.Library;

/// <param name="Queries">Each as its words.</param>
internal sealed record SearchQueries(string Kind, IReadOnlyList<string[]> Queries)
{
    private const int Seed = 7;
    private const int ShortestWord = 3;
    private const int LongWord = 6;
    private const int PrefixLength = 4;

    /// <summary>What people would type to find songs of a library: as many of each kind.</summary>
    public static IReadOnlyList<SearchQueries> Of(IReadOnlyList<GeneratedSong> songs, int count)
    {
        var random = new Random(Seed);

        return
        [
            Kind("one word", () => [Word(song => song.Title, ShortestWord)]),
            Kind("two words", () => Song() is var song ? [Any(song.Artist), Any(song.Title)] : []),
            Kind("prefix", () => [Word(song => song.Title, LongWord)[..PrefixLength]]),
            Kind("one wrong letter", () => [Misspell(Word(song => song.Title, LongWord))]),
        ];

        SearchQueries Kind(string name, Func<string[]> query) => new(name, [.. Enumerable.Range(0, count).Select(_ => query())]);

        GeneratedSong Song() => songs[random.Next(songs.Count)];

        string Any(string text) => WordList.Pick(random, text.Split(' '));

        string Word(Func<GeneratedSong, string> text, int letters)
        {
            string word;
            do
            {
                word = Any(text(Song()));
            }
            while (word.Length < letters);

            return word;
        }

        string Misspell(string word)
        {
            var letters = word.ToLowerInvariant().ToCharArray();
            var wrong = random.Next(1, letters.Length);
            letters[wrong] = letters[wrong] == 'x' ? 'z' : 'x';
            return new string(letters);
        }
    }
}
