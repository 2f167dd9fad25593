using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Playlist.Client.Web.Layout;

namespace Playlist.Client.Tests.Web.Layout;

public sealed class ToastListTests : BunitContext
{
    private readonly Toasts _toasts = new(TimeProvider.System);

    public ToastListTests() => Services.AddSingleton(_toasts);

    [Fact]
    public void Two_that_say_the_same_are_shown_and_dismissed_one_by_one()
    {
        _toasts.Show("Lover is in Road trip now.");
        _toasts.Show("Lover is in Road trip now.");
        var list = Render<ToastList>();
        Assert.Equal(2, list.FindAll(".toast").Count);

        list.Find(".toast button").Click();

        list.WaitForAssertion(() => Assert.Single(list.FindAll(".toast")), TimeSpan.FromSeconds(30));
    }
}
