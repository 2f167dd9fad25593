using System.Buffers;

namespace Playlist.Server.Library.Searching;

/// <summary>How well each item of a list matches all words of a query.</summary>
/// <remarks>A score is 0 when a word is missing; else 1 and more, up to <see cref="Best"/>: first by how the words match, then by where.</remarks>
internal sealed class Matches : IDisposable
{
    private readonly int _count;
    private readonly int _hows;
    private readonly int[] _scores;

    /// <summary>Everything matches, until words are asked for.</summary>
    /// <param name="count">How many items the list has.</param>
    /// <param name="words">How many words the query has.</param>
    public Matches(int count, int words)
    {
        _count = count;
        _hows = (WordIndex.MaxField * words) + 1;
        Best = 2 + (words * ScoreOf(WordIndex.MaxMatch));
        _scores = ArrayPool<int>.Shared.Rent(count);
        Scores.Fill(1);
    }

    public Span<int> Scores => _scores.AsSpan(0, _count);

    /// <summary>The score of an item that is what was asked for, by its whole name.</summary>
    public int Best { get; }

    /// <summary>Leaves only what has the word, too.</summary>
    /// <returns>Whether anything is left.</returns>
    public bool Require(WordIndex index, SearchWord word, bool oneOff = true)
    {
        using var whole = new WordMatches(_count);
        index.Match(word.Whole, whole.Span, oneOff);
        if (word.Parts.Count > 0)
        {
            whole.RaiseTo(index, word.Parts, oneOff);
        }

        return Require(whole.Span);
    }

    /// <inheritdoc cref="Require(WordIndex, SearchWord, bool)"/>
    public bool RequireSame(WordIndex index, int word)
    {
        using var matches = new WordMatches(_count);
        index.MatchSame(word, matches.Span);
        return Require(matches.Span);
    }

    public void Dispose() => ArrayPool<int>.Shared.Return(_scores);

    private bool Require(ReadOnlySpan<byte> matches)
    {
        Span<int> scoreOf = stackalloc int[WordIndex.MaxMatch + 1];
        for (var match = 1; match <= WordIndex.MaxMatch; match++)
        {
            scoreOf[match] = ScoreOf(match);
        }

        var scores = Scores[..matches.Length];
        // Not before it is certain that something is left: whoever asks may go on with what there was.
        var left = false;
        for (var number = 0; number < matches.Length && !left; number++)
        {
            left = matches[number] != 0 && scores[number] != 0;
        }

        if (left)
        {
            for (var number = 0; number < matches.Length; number++)
            {
                scores[number] = matches[number] == 0 || scores[number] == 0 ? 0 : scores[number] + scoreOf[matches[number]];
            }
        }

        return left;
    }

    private int ScoreOf(int match) => (WordIndex.How(match) * _hows) + WordIndex.Field(match);
}
