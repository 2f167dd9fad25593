namespace Playlist.Server.Library.Searching;

/// <summary>Collects the words of a list for its <see cref="WordIndex"/>.</summary>
internal sealed class WordIndexBuilder
{
    private readonly Dictionary<string, int> _words = [];
    private readonly List<int> _lastNumber = [];
    private readonly List<(int Word, int Posting)> _postings = [];

    /// <summary>The words of a name, for <see cref="Add"/>: a name that many songs have is split only once.</summary>
    public int[] WordsOf(string folded)
    {
        var words = new List<int>();
        foreach (var word in SearchWord.Of(folded))
        {
            words.Add(NumberOf(word.Whole));
            words.AddRange(word.Parts.Select(NumberOf));
        }

        return [.. words];
    }

    /// <param name="number">The item's place in its list: add them in that order.</param>
    /// <param name="field">Where the words are, from <see cref="WordIndex.MaxField"/>, which comes first, down to 0: add them in that order.</param>
    public void Add(int number, int field, ReadOnlySpan<int> words)
    {
        foreach (var word in words)
        {
            // What is in a better field needs not be found in another.
            if (_lastNumber[word] != number)
            {
                _lastNumber[word] = number;
                _postings.Add((word, WordIndex.Posting(number, field)));
            }
        }
    }

    public WordIndex Build()
    {
        var words = _words.Keys.ToArray();
        Array.Sort(words, StringComparer.Ordinal);
        var places = new int[words.Length];
        var starts = new int[words.Length + 1];
        for (var place = 0; place < words.Length; place++)
        {
            places[_words[words[place]]] = place;
        }

        foreach (var (word, _) in _postings)
        {
            starts[places[word] + 1]++;
        }

        for (var place = 0; place < words.Length; place++)
        {
            starts[place + 1] += starts[place];
        }

        var next = starts.ToArray();
        var postings = new int[_postings.Count];
        foreach (var (word, posting) in _postings)
        {
            postings[next[places[word]]++] = posting;
        }

        return new WordIndex(words, starts, postings);
    }

    private int NumberOf(string word)
    {
        if (!_words.TryGetValue(word, out var number))
        {
            number = _words.Count;
            _words.Add(word, number);
            _lastNumber.Add(-1);
        }

        return number;
    }
}
