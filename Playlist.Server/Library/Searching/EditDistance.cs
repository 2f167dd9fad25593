namespace Playlist.Server.Library.Searching;

/// <summary>How many slips of the finger are between two words: letters too many, too few, wrong, or swapped with their neighbour.</summary>
internal static class EditDistance
{
    /// <summary>The longest text that <see cref="Between"/> takes.</summary>
    public const int MaxLength = 200;

    /// <summary>The Damerau–Levenshtein distance in which no letter is touched twice (optimal string alignment).</summary>
    /// <returns>The distance, or more than <paramref name="most"/> when it is greater than that.</returns>
    public static int Between(ReadOnlySpan<char> one, ReadOnlySpan<char> other, int most)
    {
        if (Math.Abs(one.Length - other.Length) > most)
        {
            return most + 1;
        }

        Span<int> rows = stackalloc int[3 * (MaxLength + 1)];
        var (row, last, beforeLast) = (0, 1, 2);
        for (var column = 0; column <= other.Length; column++)
        {
            rows[column] = column;
        }

        for (var line = 1; line <= one.Length; line++)
        {
            (beforeLast, last, row) = (last, row, beforeLast);
            Row(rows, row).Fill(most + 1);
            Row(rows, row)[0] = line;
            var least = line;
            // Further off the diagonal it takes more than that anyway.
            for (var column = Math.Max(1, line - most); column <= Math.Min(other.Length, line + most); column++)
            {
                var same = one[line - 1] == other[column - 1];
                var distance = Math.Min(Row(rows, last)[column - 1] + (same ? 0 : 1), Math.Min(Row(rows, last)[column], Row(rows, row)[column - 1]) + 1);
                if (line > 1 && column > 1 && one[line - 1] == other[column - 2] && one[line - 2] == other[column - 1])
                {
                    distance = Math.Min(distance, Row(rows, beforeLast)[column - 2] + 1);
                }

                Row(rows, row)[column] = distance;
                least = Math.Min(least, distance);
            }

            if (least > most)
            {
                return most + 1;
            }
        }

        return Row(rows, row)[other.Length];

        static Span<int> Row(Span<int> rows, int row) => rows.Slice(row * (MaxLength + 1), MaxLength + 1);
    }

    /// <summary>Whether one slip turns a beginning of <paramref name="word"/> into <paramref name="typed"/>, which is no beginning of it.</summary>
    public static bool IsOneOffBeginning(ReadOnlySpan<char> typed, ReadOnlySpan<char> word)
    {
        // The slip is where they part: the rest of what was typed must go on behind it.
        var same = typed.CommonPrefixLength(word);
        var rest = typed[same..];
        var ahead = word[same..];
        return rest.Length > 0
            && (ahead.StartsWith(rest[1..])
                || (ahead.Length > 0 && (ahead[1..].StartsWith(rest[1..]) || ahead[1..].StartsWith(rest)))
                || (ahead.Length > 1 && rest.Length > 1 && ahead[0] == rest[1] && ahead[1] == rest[0] && ahead[2..].StartsWith(rest[2..])));
    }
}
