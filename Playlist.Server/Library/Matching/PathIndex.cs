namespace Playlist.Server.Library.Matching;

/// <summary>The songs' files, ordered by their paths read backwards: those whose ends agree are neighbours.</summary>
internal sealed class PathIndex
{
    private static readonly char[] Separators = ['/', '\\'];

    private readonly CatalogueSong[] _songs;

    public PathIndex(IReadOnlyList<CatalogueSong> songs)
    {
        _songs = [.. songs];
        Array.Sort(_songs, (one, other) => Compare(one.Library.Path, other.Library.Path));
    }

    /// <summary>The song whose path agrees with <paramref name="path"/> by more folders than any other's, its name included.</summary>
    /// <param name="path">Of this or another system, whole or in part.</param>
    public CatalogueSong? Find(string path)
    {
        var wanted = Clean(path);
        var place = Place(wanted);
        var (before, after) = (Agreement(place - 1, wanted), Agreement(place, wanted));
        return before == after ? null
            : before > after ? (Agreement(place - 2, wanted) < before ? _songs[place - 1] : null)
            : Agreement(place + 1, wanted) < after ? _songs[place] : null;
    }

    /// <summary>Without empty folders. One that begins at a root gets a folder before it that no library has: it never is a whole path within the library.</summary>
    private static string Clean(string path)
    {
        var folders = path.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        var isWhole = path.StartsWith('/') || path.StartsWith('\\');
        return (isWhole ? "?/" : "") + string.Join('/', folders.Where(folder => folder != "."));
    }

    private int Place(string wanted)
    {
        var (from, to) = (0, _songs.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = Compare(_songs[middle].Library.Path, wanted) < 0 ? (middle + 1, to) : (from, middle);
        }

        return from;
    }

    /// <summary>By how many folders two paths agree, from their ends on. One more when they agree as a whole.</summary>
    private int Agreement(int place, string wanted)
    {
        if (place < 0 || place >= _songs.Length)
        {
            return 0;
        }

        var path = _songs[place].Library.Path;
        var folders = 0;
        for (var back = 1; Letter(path, back) == Letter(wanted, back); back++)
        {
            folders += Letter(path, back) == '/' ? 1 : 0;
            if (back > path.Length && back > wanted.Length)
            {
                return folders + 1;
            }
        }

        return folders;
    }

    private static int Compare(string one, string other)
    {
        for (var back = 1; ; back++)
        {
            var (left, right) = (Letter(one, back), Letter(other, back));
            if (left != right)
            {
                return left.CompareTo(right);
            }

            if (back > one.Length && back > other.Length)
            {
                return 0;
            }
        }
    }

    // A path that has ended goes on with slashes: the folder at its beginning is whole, too.
    private static char Letter(string path, int back) => back <= path.Length ? char.ToUpperInvariant(path[^back]) : '/';
}
