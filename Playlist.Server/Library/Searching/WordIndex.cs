namespace Playlist.Server.Library.Searching;

/// <summary>The words of a list in their order, and for each the items that have it.</summary>
/// <remarks>How well an item matches a word is one byte: 0, not at all; else how, and in which field, the higher the better.</remarks>
internal sealed class WordIndex
{
    public const int MaxField = 3;

    /// <summary>From here on, one letter may be wrong.</summary>
    public const int LongWord = 5;

    private const int FieldBits = 2;
    private const int OneOff = 1;
    private const int Begins = 2;
    private const int Same = 3;

    // One text for all of them: a string each would take as much again, and be far apart.
    private readonly char[] _letters;
    private readonly int[] _letterStarts;
    private readonly int[] _postingStarts;
    private readonly int[] _postings;

    /// <param name="words">In ordinal order.</param>
    /// <param name="postingStarts">Where each word's postings begin, and where the last one's end.</param>
    public WordIndex(string[] words, int[] postingStarts, int[] postings)
    {
        (_postingStarts, _postings) = (postingStarts, postings);
        _letters = string.Concat(words).ToCharArray();
        _letterStarts = new int[words.Length + 1];
        for (var word = 0; word < words.Length; word++)
        {
            _letterStarts[word + 1] = _letterStarts[word] + words[word].Length;
        }
    }

    public const int MaxMatch = (Same << FieldBits) | MaxField;

    public int Count => _letterStarts.Length - 1;

    public ReadOnlySpan<char> this[int word] => _letters.AsSpan(_letterStarts[word], _letterStarts[word + 1] - _letterStarts[word]);

    public static int Posting(int number, int field) => (number << FieldBits) | field;

    public static int How(int match) => match >> FieldBits;

    public static int Field(int match) => match & MaxField;

    /// <summary>How many items have a word.</summary>
    public int Frequency(int word) => _postingStarts[word + 1] - _postingStarts[word];

    /// <summary>Raises <paramref name="matches"/>, one for each item, to how well they match <paramref name="typed"/>.</summary>
    /// <param name="oneOff">Also those that have a word one letter off.</param>
    public void Match(ReadOnlySpan<char> typed, Span<byte> matches, bool oneOff = true)
    {
        var first = LowerBound(typed);
        var end = first;
        for (var step = Count - first; step > 0; step /= 2)
        {
            while (end + step <= Count && this[end + step - 1].StartsWith(typed))
            {
                end += step;
            }
        }

        Raise(first, end, Begins, matches);
        if (first < end && this[first].Length == typed.Length)
        {
            Raise(first, first + 1, Same, matches);
        }

        if (oneOff && typed.Length >= LongWord)
        {
            for (var word = 0; word < Count; word++)
            {
                if (EditDistance.IsOneOffBeginning(typed, this[word]))
                {
                    Raise(word, word + 1, OneOff, matches);
                }
            }
        }
    }

    /// <summary>Raises <paramref name="matches"/> of the items that have this very word.</summary>
    public void MatchSame(int word, Span<byte> matches) => Raise(word, word + 1, Same, matches);

    private void Raise(int from, int to, int how, Span<byte> matches)
    {
        foreach (var posting in _postings.AsSpan(_postingStarts[from].._postingStarts[to]))
        {
            ref var match = ref matches[posting >> FieldBits];
            match = Math.Max(match, (byte)((how << FieldBits) | Field(posting)));
        }
    }

    private int LowerBound(ReadOnlySpan<char> text)
    {
        var (from, to) = (0, Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = this[middle].SequenceCompareTo(text) < 0 ? (middle + 1, to) : (from, middle);
        }

        return from;
    }
}
