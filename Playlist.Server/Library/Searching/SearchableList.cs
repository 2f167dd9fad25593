using Playlist.Server.Songs;

namespace Playlist.Server.Library.Searching;

/// <summary>A list in the order of its items' names, and how to find them by their words.</summary>
/// <param name="items">Ordered by their folded names (ordinal).</param>
/// <param name="name">An item's name, which is also the best field of <paramref name="index"/>.</param>
internal sealed class SearchableList<T>(IReadOnlyList<T> items, Func<T, string> name, WordIndex index)
{
    public IReadOnlyList<T> Items => items;

    public WordIndex Index => index;

    /// <summary>Every item's number, in the order of the names.</summary>
    public int[] ByName { get; } = [.. Enumerable.Range(0, items.Count)];

    /// <summary>The items of one name: their numbers, from the first to before the second.</summary>
    /// <param name="folded">See <see cref="SongName.Fold"/>.</param>
    public (int From, int To) Named(string folded) => (Bound(folded, 0), Bound(folded, 1));

    /// <summary>The items that have every word of <paramref name="query"/>.</summary>
    /// <param name="order">All items' numbers in the order in which to list them.</param>
    /// <param name="where">Which numbers are looked at; absent, all.</param>
    /// <param name="bestFirst">The better match comes first, whatever the order.</param>
    public Found<T> Search(string? query, ReadOnlySpan<int> order, Func<int, bool>? where, bool bestFirst, ListPage page)
    {
        var words = SearchWord.OfQuery(query);
        if (words.Count == 0 && where is null)
        {
            return new(order.Length, Pick(order[Math.Min(page.Offset, order.Length)..], page.Limit));
        }

        using var matches = new Matches(items.Count, words.Count);
        foreach (var word in words)
        {
            if (!matches.Require(index, word))
            {
                return Found<T>.Nothing;
            }
        }

        if (where is not null)
        {
            Leave(matches.Scores, where);
        }

        if (bestFirst && words.Count > 0)
        {
            var (from, to) = Named(SongName.Fold(query!));
            foreach (ref var score in matches.Scores[from..to])
            {
                score = score == 0 ? 0 : matches.Best;
            }
        }

        return Order(matches, order, bestFirst, page);
    }

    /// <summary>Counted out instead of sorted: takes the same time however many match.</summary>
    private Found<T> Order(Matches matches, ReadOnlySpan<int> order, bool bestFirst, ListPage page)
    {
        var best = bestFirst ? matches.Best : 1;
        var scores = matches.Scores;
        // How many are better than those of a score, from the best on.
        var places = new int[best + 2];
        foreach (var score in scores)
        {
            if (score != 0)
            {
                places[best - Math.Min(score, best) + 1]++;
            }
        }

        for (var place = 1; place < places.Length; place++)
        {
            places[place] += places[place - 1];
        }

        var total = places[^1];
        var picked = new int[Math.Clamp(total - page.Offset, 0, page.Limit)];
        var missing = picked.Length;
        for (var next = 0; missing > 0; next++)
        {
            if (scores[order[next]] is var score and not 0)
            {
                var place = places[best - Math.Min(score, best)]++ - page.Offset;
                if (place >= 0 && place < picked.Length)
                {
                    picked[place] = order[next];
                    missing--;
                }
            }
        }

        return new(total, Pick(picked, picked.Length));
    }

    private static void Leave(Span<int> scores, Func<int, bool> where)
    {
        for (var number = 0; number < scores.Length; number++)
        {
            if (scores[number] != 0 && !where(number))
            {
                scores[number] = 0;
            }
        }
    }

    private T[] Pick(ReadOnlySpan<int> numbers, int limit)
    {
        var picked = new T[Math.Min(numbers.Length, limit)];
        for (var place = 0; place < picked.Length; place++)
        {
            picked[place] = items[numbers[place]];
        }

        return picked;
    }

    /// <summary>How many names are less than <paramref name="folded"/>, or, with 1 for <paramref name="included"/>, less or the same.</summary>
    private int Bound(string folded, int included)
    {
        var (from, to) = (0, items.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            var isBefore = string.CompareOrdinal(SongName.Fold(name(items[middle])), folded) < included;
            (from, to) = isBefore ? (middle + 1, to) : (from, middle);
        }

        return from;
    }
}
