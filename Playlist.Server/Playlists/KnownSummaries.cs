using System.Collections.Concurrent;
using Playlist.Protocol.Playlists;

namespace Playlist.Server.Playlists;

/// <summary>What was last found of each playlist: as long as neither it nor the library has changed, its songs need not be counted again.</summary>
internal sealed class KnownSummaries
{
    /// <summary>With more than these, all are forgotten.</summary>
    public const int Capacity = 10_000;

    private readonly ConcurrentDictionary<string, (long Revision, PlaylistSummary Summary)> _known = new();

    /// <param name="revision">The library's.</param>
    /// <returns><see langword="null"/> when it must be found anew.</returns>
    public PlaylistSummary? Find(string id, long version, long revision) =>
        _known.TryGetValue(id, out var known) && known.Revision == revision && known.Summary.Version == version ? known.Summary : null;

    /// <param name="revision">The library's, before it was looked at.</param>
    public void Add(PlaylistSummary summary, long revision)
    {
        if (_known.Count >= Capacity)
        {
            _known.Clear();
        }

        _known[summary.Id] = (revision, summary);
    }
}
