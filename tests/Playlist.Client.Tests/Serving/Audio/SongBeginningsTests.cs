using System.Globalization;
using Playlist.Client.Serving.Audio;

namespace Playlist.Client.Tests.Serving.Audio;

public sealed class SongBeginningsTests
{
    private readonly SongBeginnings _beginnings = new();

    [Fact]
    public void The_oldest_is_forgotten_when_there_are_too_many()
    {
        for (var i = 0; i < SongBeginnings.Max; i++)
        {
            _beginnings.Add(Version(i), (byte)i);
        }

        Assert.Equal((byte)0, _beginnings.Find(Version(0)));
        _beginnings.Add(Version(SongBeginnings.Max), 7);
        Assert.Null(_beginnings.Find(Version(0)));
        Assert.Equal<(byte?, byte?)>((1, 7), (_beginnings.Find(Version(1)), _beginnings.Find(Version(SongBeginnings.Max))));
    }

    [Fact]
    public void Without_an_etag_or_a_trace_nothing_is_known()
    {
        SongVersion[] unknown = [new("lover", null, "trace"), new("lover", "etag", null)];

        Array.ForEach(unknown, song => _beginnings.Add(song, 1));

        Assert.All(unknown, song => Assert.Null(_beginnings.Find(song)));
    }

    private static SongVersion Version(int trace) => new("lover", "etag", trace.ToString(CultureInfo.InvariantCulture));
}
