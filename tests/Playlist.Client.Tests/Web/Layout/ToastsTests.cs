using Microsoft.Extensions.Time.Testing;
using Playlist.Client.Web.Layout;

namespace Playlist.Client.Tests.Web.Layout;

public sealed class ToastsTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Toasts _toasts;
    private int _changes;

    public ToastsTests()
    {
        _toasts = new Toasts(_time);
        _toasts.Changed += () => _changes++;
    }

    [Fact]
    public void More_than_are_shown_at_once_push_the_oldest_out()
    {
        for (var i = 1; i <= Toasts.MaxShown; i++)
        {
            _toasts.Show($"{i}");
        }

        Assert.Equal(Toasts.MaxShown, _toasts.Shown.Count);
        _toasts.ShowProblem("one more");

        Assert.Equal(Enumerable.Range(2, Toasts.MaxShown - 1).Select(i => $"{i}").Append("one more"), _toasts.Shown.Select(toast => toast.Text));
        Assert.Equal([false, true], _toasts.Shown.TakeLast(2).Select(toast => toast.IsProblem));
    }

    [Fact]
    public void Each_is_gone_when_its_time_is_over()
    {
        _toasts.Show("one");
        _time.Advance(Toasts.Duration - TimeSpan.FromTicks(1));
        _toasts.Show("two");
        Assert.Equal(["one", "two"], _toasts.Shown.Select(toast => toast.Text));
        Assert.Equal(2, _changes);

        _time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(["two"], _toasts.Shown.Select(toast => toast.Text));
        Assert.Equal(3, _changes);
    }

    [Fact]
    public void Equal_texts_are_two_toasts_and_one_is_dismissed_by_hand()
    {
        _toasts.Show("same");
        _toasts.Show("same");
        var first = _toasts.Shown[0];

        _toasts.Dismiss(first);

        Assert.NotSame(first, Assert.Single(_toasts.Shown));
        Assert.Equal(3, _changes);
        _time.Advance(Toasts.Duration);
        Assert.Empty(_toasts.Shown);
        Assert.Equal(4, _changes);
    }

    [Fact]
    public void What_was_pushed_out_or_dismissed_changes_nothing_later()
    {
        for (var i = 0; i <= Toasts.MaxShown; i++)
        {
            _toasts.Show($"{i}");
        }

        _toasts.Shown.ToList().ForEach(_toasts.Dismiss);
        var changes = _changes;

        _time.Advance(Toasts.Duration);

        Assert.Equal(changes, _changes);
    }

    public void Dispose() => _toasts.Dispose();
}
