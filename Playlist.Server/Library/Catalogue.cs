using Playlist.Protocol.Songs;

namespace Playlist.Server.Library;

/// <summary>The songs, in the order in which they are listed, and how to find them. Never changes.</summary>
internal sealed class Catalogue
{
    private const int MaxNamedCandidates = 10;
    private const int MaxQuotedLength = 100;

    private readonly Dictionary<string, CatalogueSong> _byId;
    private readonly ILookup<string, CatalogueSong> _byName;

    public Catalogue(IReadOnlyList<CatalogueSong> songs)
    {
        Songs = songs;
        _byId = songs.ToDictionary(song => song.Song.Id, StringComparer.OrdinalIgnoreCase);
        _byName = songs
            .SelectMany(song => new[] { (Name: song.FoldedTitle, Song: song), (Name: song.FoldedFullName, Song: song) })
            .ToLookup(named => named.Name, named => named.Song);
    }

    public IReadOnlyList<CatalogueSong> Songs { get; }

    /// <param name="name">A song's id, its title, or <c>Title - Artist</c>.</param>
    /// <exception cref="SongProtocolException"><c>song_not_found</c>, <c>ambiguous_song</c>.</exception>
    public CatalogueSong Find(string name)
    {
        if (_byId.TryGetValue(name.Trim(), out var byId))
        {
            return byId;
        }

        var folded = SongName.Fold(name);
        return _byName[folded].ToList() switch
        {
            [var only] => only,
            [] => throw NotFound(name, folded),
            var candidates => throw Ambiguous(name, candidates),
        };
    }

    /// <summary>The songs in whose title, artist or album every word of <paramref name="query"/> is found.</summary>
    public IEnumerable<CatalogueSong> Search(string? query)
    {
        var words = SongName.Fold(query ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? Songs : Songs.Where(song => Array.TrueForAll(words, word => song.SearchText.Contains(word, StringComparison.Ordinal)));
    }

    private SongProtocolException NotFound(string name, string folded)
    {
        var remedy = Closest(folded) is { } closest ? $"Did you mean '{closest}'?" : "What there is, 'songs' lists.";
        return new(SongErrorCodes.SongNotFound, $"There is no song '{Quote(name)}'. {remedy}");
    }

    /// <summary>The title or <c>Title - Artist</c> that a slip of the finger or two could have turned into the name asked for.</summary>
    private string? Closest(string folded)
    {
        if (folded.Length is 0 or > SongName.MaxDistanceLength)
        {
            return null;
        }

        string? closest = null;
        var least = Math.Max(1, folded.Length / 4) + 1;
        foreach (var song in Songs)
        {
            Consider(song.FoldedTitle, song.Song.Title);
            Consider(song.FoldedFullName, song.FullName);
        }

        return closest;

        void Consider(string candidate, string name)
        {
            if (candidate.Length <= SongName.MaxDistanceLength && SongName.Distance(folded, candidate, least - 1) is var distance && distance < least)
            {
                (closest, least) = (name, distance);
            }
        }
    }

    private static SongProtocolException Ambiguous(string name, List<CatalogueSong> candidates)
    {
        var named = string.Join(", ", candidates.Take(MaxNamedCandidates).Select(song => $"{song.FullName} ({song.Song.Id})"));
        var more = candidates.Count > MaxNamedCandidates ? $" and {candidates.Count - MaxNamedCandidates} more" : "";
        return new(SongErrorCodes.AmbiguousSong, $"'{Quote(name)}' may be {named}{more}: say which, by 'Title - Artist' or by id.");
    }

    private static string Quote(string name) => name.Length <= MaxQuotedLength ? name : string.Concat(name.AsSpan(0, MaxQuotedLength - 1), "…");
}
