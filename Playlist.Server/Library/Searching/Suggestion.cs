using Playlist.Protocol.Songs;

namespace Playlist.Server.Library.Searching;

/// <summary>Finds the query that was meant, by the words that there are.</summary>
internal static class Suggestion
{
    private const int MaxTried = 20;

    /// <returns>A query that has matches, in small letters; <see langword="null"/> when some word has nothing like it.</returns>
    public static string? For<T>(SearchableList<T> list, string query)
    {
        var words = SearchWord.OfQuery(query);
        using var matches = new Matches(list.Items.Count, words.Count);
        var meant = new List<string>();
        foreach (var word in words)
        {
            if (matches.Require(list.Index, word, oneOff: false))
            {
                meant.Add(word.Text);
            }
            else if (Nearest(list.Index, word.Whole).Where(near => matches.RequireSame(list.Index, near)).Select(near => (int?)near).FirstOrDefault() is { } nearest)
            {
                meant.Add(list.Index[nearest].ToString());
            }
            else if (matches.Require(list.Index, word))
            {
                meant.Add(word.Text);
            }
            else
            {
                return null;
            }
        }

        var suggestion = string.Join(' ', meant).ToLowerInvariant();
        return suggestion.Length <= SongProtocol.MaxQueryLength ? suggestion : null;
    }

    /// <summary>The words that few slips lead to, the fewest first, among equals what is there more often.</summary>
    private static IEnumerable<int> Nearest(WordIndex index, string word)
    {
        var most = word.Length >= WordIndex.LongWord ? 2 : 1;
        if (word.Length is 1 or > EditDistance.MaxLength)
        {
            return [];
        }

        var near = new List<(int Word, int Distance)>();
        for (var candidate = 0; candidate < index.Count; candidate++)
        {
            if (index[candidate].Length <= EditDistance.MaxLength && EditDistance.Between(word, index[candidate], most) is var distance && distance <= most)
            {
                near.Add((candidate, distance));
            }
        }

        return near.OrderBy(one => one.Distance).ThenByDescending(one => index.Frequency(one.Word)).Take(MaxTried).Select(one => one.Word);
    }
}
