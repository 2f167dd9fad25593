using Playlist.Client.Library;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Tests.Library;

public sealed class RequestBatchesTests
{
    private const int PlentyOfBytes = 1024 * 1024;

    [Theory]
    [InlineData(SongProtocol.MaxSongsPerRequest, new[] { SongProtocol.MaxSongsPerRequest })]
    [InlineData(SongProtocol.MaxSongsPerRequest + 1, new[] { SongProtocol.MaxSongsPerRequest, 1 })]
    [InlineData(0, new int[0])]
    public void Cut_puts_as_many_into_a_request_as_it_may_name(int count, int[] expected) =>
        Assert.Equal(expected, RequestBatches.Cut(Enumerable.Repeat("x", count), SongJson.Default.String, PlentyOfBytes).Select(batch => batch.Count));

    [Fact]
    public void Cut_puts_no_more_into_a_request_than_the_server_reads_in_a_line()
    {
        // 10 bytes each, with quotes and comma.
        var songs = Enumerable.Range(1000, 100).Select(i => $"{i}abc").ToList();
        const int others = 2048;

        Assert.Equal([30, 30, 30, 10], RequestBatches.Cut(songs, SongJson.Default.String, others + 300).Select(batch => batch.Count));
        Assert.Equal([29, 29, 29, 13], RequestBatches.Cut(songs, SongJson.Default.String, others + 299).Select(batch => batch.Count));
        Assert.Equal(songs, RequestBatches.Cut(songs, SongJson.Default.String, others + 300).SelectMany(batch => batch));
    }

    [Fact]
    public void Cut_leaves_alone_what_fits_into_no_line() =>
        Assert.Equal([1, 1], RequestBatches.Cut(["long", "longer"], SongJson.Default.String, maxLineBytes: 1024).Select(batch => batch.Count));
}
