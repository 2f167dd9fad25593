using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Playlist.Client.Web.Library;

namespace Playlist.Client.Tests.Web.Library;

public sealed class SearchBoxTests : BunitContext
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(120);

    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _searched = [];

    public SearchBoxTests() => Services.AddSingleton<TimeProvider>(_time);

    [Fact]
    public async Task What_is_typed_is_searched_for_once_no_more_is_typed_for_a_moment()
    {
        var box = Render<SearchBox>(parameters => parameters.Add(search => search.Label, "Search songs").Add(search => search.Searched, _searched.Add));

        var first = box.Find("input").InputAsync(" lov");
        _time.Advance(Pause - TimeSpan.FromTicks(1));
        Assert.Empty(_searched);
        var second = box.Find("input").InputAsync(" lover ");
        await first;
        _time.Advance(Pause - TimeSpan.FromTicks(1));
        Assert.Empty(_searched);
        _time.Advance(TimeSpan.FromTicks(1));
        await second;

        Assert.Equal(["lover"], _searched);
    }

    [Fact]
    public async Task What_was_typed_on_a_page_that_one_has_left_is_not_searched_for()
    {
        var box = Render<SearchBox>(parameters => parameters.Add(search => search.Label, "Search songs").Add(search => search.Searched, _searched.Add));

        var typed = box.Find("input").InputAsync("lover");
        box.Instance.Dispose();
        _time.Advance(Pause);
        await typed;

        Assert.Empty(_searched);
    }

    [Fact]
    public async Task What_is_typed_while_it_searches_stays()
    {
        var box = Render<SearchBox>(parameters => parameters.Add(search => search.Label, "Search songs").Add(search => search.Searched, _searched.Add));

        var typed = box.Find("input").InputAsync("hun");
        _time.Advance(Pause);
        await typed;

        // Else the browser would be told to show "hun", when it has "huntrx" by then.
        Assert.False(box.Find("input").HasAttribute("value"));
    }
}
