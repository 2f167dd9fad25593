using Playlist.Client.Screen;

namespace Playlist.Client.Tests.Screen;

public sealed class SelectionTests
{
    private readonly Selection _selection = new();

    [Theory]
    [InlineData(9, 9, 0)]
    [InlineData(10, 10, 1)]
    public void The_chosen_row_is_always_among_those_shown(int down, int index, int top)
    {
        _selection.Move(down, count: 30, rows: 10);

        Assert.Equal((index, top), (_selection.Index, _selection.Top));
    }

    [Fact]
    public void It_stays_where_it_is_on_the_screen_until_it_meets_an_edge()
    {
        _selection.Move(12, count: 30, rows: 10);
        _selection.Move(-9, count: 30, rows: 10);
        Assert.Equal((3, 3), (_selection.Index, _selection.Top));
        _selection.Move(-1, count: 30, rows: 10);
        Assert.Equal((2, 2), (_selection.Index, _selection.Top));
    }

    [Fact]
    public void It_stops_at_the_ends()
    {
        _selection.Move(int.MaxValue, count: 30, rows: 10);
        Assert.Equal((29, 20), (_selection.Index, _selection.Top));
        _selection.Move(int.MaxValue, count: 30, rows: 10);
        Assert.Equal(29, _selection.Index);
        _selection.Move(-int.MaxValue, count: 30, rows: 10);
        Assert.Equal((0, 0), (_selection.Index, _selection.Top));
    }

    [Fact]
    public void A_list_that_becomes_shorter_and_a_screen_that_becomes_larger_leave_no_gap()
    {
        _selection.Move(int.MaxValue, count: 30, rows: 10);
        _selection.Fit(count: 25, rows: 10);
        Assert.Equal((24, 15), (_selection.Index, _selection.Top));
        _selection.Fit(count: 25, rows: 20);
        Assert.Equal((24, 5), (_selection.Index, _selection.Top));
        _selection.Fit(count: 0, rows: 20);
        Assert.Equal((0, 0), (_selection.Index, _selection.Top));
    }

    [Fact]
    public void A_text_that_is_read_at_its_end_follows_what_is_added()
    {
        var text = new TextScroll();
        text.ToEnd();
        text.Fit(count: 12, rows: 10);
        Assert.Equal(2, text.Top);
        text.Fit(count: 13, rows: 10);
        Assert.Equal(3, text.Top);

        text.Move(-1, count: 13, rows: 10);
        text.Fit(count: 14, rows: 10);
        Assert.Equal(2, text.Top);
        text.Move(2, count: 14, rows: 10);
        text.Fit(count: 15, rows: 10);
        Assert.Equal(5, text.Top);
    }
}
