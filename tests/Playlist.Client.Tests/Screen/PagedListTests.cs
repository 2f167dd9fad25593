using Playlist.Client.Screen;

namespace Playlist.Client.Tests.Screen;

public sealed class PagedListTests
{
    private const int PageSize = PagedList<string>.PageSize;

    private readonly PagedList<string> _list = new();

    [Fact]
    public void The_first_page_is_asked_for_before_anything_is_known_and_once_only()
    {
        Assert.Equal([0], _list.Ask(first: 0, rows: 300));
        Assert.Empty(_list.Ask(first: 0, rows: 300));

        _list.Fail(0);
        Assert.Equal([0], _list.Ask(first: 0, rows: 300));
    }

    [Theory]
    [InlineData(0, PageSize, new int[0])]
    [InlineData(0, PageSize + 1, new[] { 1 })]
    [InlineData(PageSize - 1, 2, new[] { 1 })]
    [InlineData((3 * PageSize) - 1, 2, new[] { 2, 3 })]
    [InlineData(10_000, 20, new int[0])]
    public void The_pages_of_the_rows_that_are_shown_are_asked_for(int first, int rows, int[] pages)
    {
        Add(page: 0, total: 5 * PageSize);
        _list.Ask(first: 0, rows: 1);

        Assert.Equal(pages, _list.Ask(first, rows));
    }

    [Fact]
    public void An_item_is_there_once_its_page_is()
    {
        Add(page: 2, total: 205, count: 5);

        Assert.Equal(205, _list.Count);
        Assert.Equal("204", _list[204]);
        Assert.Null(_list[205]);
        Assert.Null(_list[0]);
        Assert.Null(_list[-1]);
    }

    [Fact]
    public void A_list_that_has_another_length_by_now_is_asked_for_anew()
    {
        _list.Ask(first: 0, rows: 1);
        Add(page: 0, total: 500);
        Assert.Equal([1], _list.Ask(first: PageSize, rows: 1));
        Add(page: 1, total: 501);

        Assert.Equal("3", _list[3]);
        Assert.Equal([0], _list.Ask(first: 0, rows: PageSize + 1));
    }

    [Fact]
    public void What_is_known_is_shown_until_it_has_come_anew()
    {
        _list.Ask(first: 0, rows: 1);
        Add(page: 0, total: 3, count: 3);
        _list.Expire();

        Assert.Equal("2", _list[2]);
        Assert.Equal([0], _list.Ask(first: 0, rows: 20));
    }

    private void Add(int page, int total, int count = PageSize) => _list.Add(page, [.. Enumerable.Range(page * PageSize, count).Select(number => $"{number}")], total);
}
