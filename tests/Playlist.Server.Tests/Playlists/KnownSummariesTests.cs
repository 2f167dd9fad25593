using System.Globalization;
using Playlist.Protocol.Playlists;
using Playlist.Server.Playlists;

namespace Playlist.Server.Tests.Playlists;

public sealed class KnownSummariesTests
{
    private readonly KnownSummaries _known = new();

    [Fact]
    public void A_summary_is_known_for_its_version_and_its_librarys_revision_alone()
    {
        _known.Add(Summary("p", version: 3), revision: 7);

        Assert.Equal("p", _known.Find("p", version: 3, revision: 7)?.Id);
        Assert.Null(_known.Find("p", version: 4, revision: 7));
        Assert.Null(_known.Find("p", version: 3, revision: 8));
        Assert.Null(_known.Find("q", version: 3, revision: 7));
    }

    [Fact]
    public void As_many_are_known_as_may_be_and_one_more_forgets_the_others()
    {
        for (var i = 0; i < KnownSummaries.Capacity; i++)
        {
            _known.Add(Summary(i.ToString(CultureInfo.InvariantCulture), version: 1), revision: 1);
        }

        Assert.NotNull(_known.Find("0", version: 1, revision: 1));

        _known.Add(Summary("more", version: 1), revision: 1);

        Assert.Null(_known.Find("0", version: 1, revision: 1));
        Assert.NotNull(_known.Find("more", version: 1, revision: 1));
    }

    private static PlaylistSummary Summary(string id, long version) => new(id, "Name", version, 0, 0, 0, DateTimeOffset.UnixEpoch);
}
