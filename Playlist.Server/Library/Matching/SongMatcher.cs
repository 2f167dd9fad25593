using Playlist.Protocol.Library;

namespace Playlist.Server.Library.Matching;

/// <summary>Finds the songs that another program means (docs/song-protocol.md, section 4, <c>match</c>).</summary>
internal sealed class SongMatcher(IReadOnlyList<CatalogueSong> songs, SongFinder finder)
{
    private const double MaxSecondsApart = 3;

    private readonly Lazy<PathIndex> _paths = new(() => new PathIndex(songs));

    public CatalogueSong? Find(SongDescription description) =>
        (description.Path is { } path ? _paths.Value.Find(path) : null)
        ?? (string.IsNullOrWhiteSpace(description.Title) ? null : Titled(description.Title, description.Artist, description.Duration));

    private CatalogueSong? Titled(string title, string? artist, double? duration)
    {
        List<CatalogueSong> candidates = [.. finder.Titled(SongName.Fold(title), string.IsNullOrWhiteSpace(artist) ? null : SongName.Fold(artist))];
        if (candidates.Count == 0 || SongFinder.Only(candidates) is not { } only)
        {
            return candidates
                .Where(song => Math.Abs((song.Tags.Duration - duration) ?? double.MaxValue) <= MaxSecondsApart)
                .OrderBy(song => Math.Abs(song.Tags.Duration!.Value - duration!.Value))
                .ThenBy(song => song.Library.DuplicateOf is not null)
                .FirstOrDefault();
        }

        return only;
    }
}
