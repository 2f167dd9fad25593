namespace Playlist.Client.Screen;

/// <summary>A long list of the server's, of which the pages are asked for that somebody looks at. Knows no server.</summary>
internal sealed class PagedList<T>
    where T : class
{
    public const int PageSize = 100;

    private readonly Dictionary<int, IReadOnlyList<T>> _pages = [];
    private readonly HashSet<int> _asked = [];

    /// <summary>How many items there are in all; <see langword="null"/> until that is known.</summary>
    public int? Count { get; private set; }

    /// <returns><see langword="null"/>: it has yet to come, or there is none.</returns>
    public T? this[int index] => index >= 0 && _pages.TryGetValue(index / PageSize, out var page) ? page.ElementAtOrDefault(index % PageSize) : null;

    /// <summary>The pages that are to be asked for, so that these rows can be shown; each is told once.</summary>
    public IReadOnlyList<int> Ask(int first, int rows)
    {
        var last = Math.Min(first + rows, Count ?? 1) - 1;
        return [.. Enumerable.Range(first / PageSize, Math.Max(0, (last / PageSize) - (first / PageSize) + 1)).Where(_asked.Add)];
    }

    /// <param name="total">Of the whole list. When it is another than before, the other pages are to be asked for anew.</param>
    public void Add(int page, IReadOnlyList<T> items, int total)
    {
        if (Count is not null && Count != total)
        {
            Expire();
            _asked.Add(page);
        }

        (_pages[page], Count) = (items, total);
    }

    /// <summary>A page did not come, and is to be asked for again.</summary>
    public void Fail(int page) => _asked.Remove(page);

    /// <summary>All is to be asked for anew; until it comes, what is known is shown.</summary>
    public void Expire() => _asked.Clear();
}
