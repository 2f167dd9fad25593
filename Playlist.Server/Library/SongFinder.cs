using Playlist.Protocol.Songs;
using Playlist.Server.Library.Listing;
using Playlist.Server.Library.Searching;

namespace Playlist.Server.Library;

/// <summary>Finds the one song that a name means.</summary>
internal sealed class SongFinder
{
    private const string BeforeArtist = " - ";
    private const int MaxNamedCandidates = 10;
    private const int MaxQuotedLength = 100;

    private readonly Dictionary<string, CatalogueSong> _byId;
    private readonly SongTable _table;
    private readonly SearchableList<CatalogueSong> _songs;
    private readonly ClosestName _closest;

    public SongFinder(SongTable table, SearchableList<CatalogueSong> songs, ClosestName closest)
    {
        (_table, _songs, _closest) = (table, songs, closest);
        _byId = table.Songs.ToDictionary(song => song.Id, StringComparer.OrdinalIgnoreCase);
    }

    public CatalogueSong? ById(string id) => _byId.GetValueOrDefault(id);

    /// <exception cref="SongProtocolException"><c>song_not_found</c>, <c>ambiguous_song</c>.</exception>
    public CatalogueSong ByName(string name)
    {
        if (ById(name.Trim()) is { } byId)
        {
            return byId;
        }

        var folded = SongName.Fold(name);
        var candidates = Named(folded);
        return candidates.Count == 0 ? throw NotFound(name, folded) : Only(candidates) ?? throw Ambiguous(name, candidates);
    }

    /// <summary>The songs of a title, and of an artist if one is given; both folded.</summary>
    public IEnumerable<CatalogueSong> Titled(string title, string? artist = null)
    {
        var (from, to) = _songs.Named(title);
        var by = artist is null ? NameTable.None : _table.Artists.Find(artist);
        for (var number = from; number < to; number++)
        {
            if (artist is null || _table.IsBy(number, by))
            {
                yield return _table.Songs[number];
            }
        }
    }

    /// <returns>The first of songs that are duplicates of one another; <see langword="null"/> when they are not.</returns>
    public static CatalogueSong? Only(IReadOnlyList<CatalogueSong> songs)
    {
        var first = songs[0].Library.DuplicateOf ?? songs[0].Id;
        return songs.All(song => (song.Library.DuplicateOf ?? song.Id) == first) ? songs.FirstOrDefault(song => song.Id == first) ?? songs[0] : null;
    }

    private List<CatalogueSong> Named(string folded)
    {
        List<CatalogueSong> named = [.. Titled(folded)];
        // Titles and artists may have such a dash in them: it may stand anywhere.
        for (var dash = folded.IndexOf(BeforeArtist, StringComparison.Ordinal); dash >= 0; dash = folded.IndexOf(BeforeArtist, dash + 1, StringComparison.Ordinal))
        {
            named.AddRange(Titled(folded[..dash], folded[(dash + BeforeArtist.Length)..]));
        }

        return named;
    }

    private SongProtocolException NotFound(string name, string folded)
    {
        var remedy = _closest.To(folded) is { } closest ? $"Did you mean '{closest}'?" : "What there is, 'songs' lists.";
        return new(SongErrorCodes.SongNotFound, $"There is no song '{Quote(name)}'. {remedy}");
    }

    private static SongProtocolException Ambiguous(string name, List<CatalogueSong> candidates)
    {
        var named = string.Join(", ", candidates.Take(MaxNamedCandidates).Select(song => $"{song.FullName} ({song.Id})"));
        var more = candidates.Count > MaxNamedCandidates ? $" and {candidates.Count - MaxNamedCandidates} more" : "";
        return new(SongErrorCodes.AmbiguousSong, $"'{Quote(name)}' may be {named}{more}: say which, by 'Title - Artist' or by id.");
    }

    private static string Quote(string name) => name.Length <= MaxQuotedLength ? name : string.Concat(name.AsSpan(0, MaxQuotedLength - 1), "…");
}
