using Playlist.Client.Library;
using Playlist.Protocol.Library;

namespace Playlist.Client.Tests.Library;

public sealed class ListPagesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("0 2 4", 5, 2, 2, 1)]
    [InlineData("0", 2, 2)]
    [InlineData("0", 0, 0)]
    // The list has become shorter meanwhile: an empty page is its end, whatever the total says.
    [InlineData("0 2 4", 9, 2, 2, 0)]
    public async Task ReadAsync_asks_for_each_page_where_the_one_before_ended(string asked, int total, params int[] counts)
    {
        var offsets = new List<int>();
        var pages = new Queue<int>(counts);

        var items = await ListPages.ReadAsync(
            offset =>
            {
                offsets.Add(offset);
                return Task.FromResult(new ArtistsReply { Total = total, Artists = [.. Enumerable.Range(offset, pages.Dequeue()).Select(i => new Artist($"{i}", 1, 1))] });
            },
            page => page.Artists,
            Cancellation).ToListAsync(Cancellation);

        Assert.Equal(asked, string.Join(' ', offsets));
        Assert.Equal(Enumerable.Range(0, items.Count).Select(i => $"{i}"), items.Select(item => item.Name));
        Assert.Equal(counts.Sum(), items.Count);
    }

    [Fact]
    public async Task ReadAsync_gives_the_first_items_before_it_asks_for_more()
    {
        var asked = 0;
        var list = ListPages.ReadAsync(
            _ =>
            {
                asked++;
                return Task.FromResult(new ArtistsReply { Total = 100_000, Artists = [new Artist("one", 1, 1)] });
            },
            page => page.Artists,
            Cancellation);

        Assert.Equal("one", (await list.FirstAsync(Cancellation)).Name);
        Assert.Equal(1, asked);
    }
}
