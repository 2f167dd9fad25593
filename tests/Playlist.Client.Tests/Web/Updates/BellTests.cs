using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Playlist.Client.Inbox;
using Playlist.Client.Web.Layout;
using Playlist.Client.Web.Updates;
using Playlist.Protocol.Updates;

namespace Playlist.Client.Tests.Web.Updates;

public sealed class BellTests : BunitContext
{
    private readonly MemoryInbox _inbox = new(TimeProvider.System);
    private readonly PageUpdates _updates = new(NullLogger<PageUpdates>.Instance);

    public BellTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<IInbox>(_inbox);
        Services.AddSingleton(_updates);
        Services.AddSingleton(new Toasts(TimeProvider.System));
    }

    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, "1 unread")]
    [InlineData(99, "99 unread")]
    [InlineData(100, "99+ unread")]
    [InlineData(101, "99+ unread")]
    public async Task It_counts_what_is_unread_as_far_as_there_is_room(int unread, string text)
    {
        for (var i = 0; i < unread; i++)
        {
            await _inbox.StoreAsync(Update(), Cancellation);
        }

        Assert.Equal(text, Render<Bell>().Find("[data-unread]").TextContent);
    }

    [Fact]
    public async Task It_counts_anew_when_updates_come_or_are_read()
    {
        var bell = Render<Bell>();
        Assert.Empty(bell.FindAll("[data-unread]"));

        await _inbox.StoreAsync(Update(), Cancellation);
        await bell.WaitForAssertionAsync(() => Assert.Equal("1 unread", bell.Find("[data-unread]").TextContent), TimeSpan.FromSeconds(30));
        await _inbox.MarkAllReadAsync(Cancellation);

        await bell.WaitForAssertionAsync(() => Assert.Empty(bell.FindAll("[data-unread]")), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task An_update_is_told_in_the_tab_until_it_is_gone()
    {
        Render<Bell>();

        await _updates.HandleAsync(Update(), Cancellation);
        var shown = Services.GetRequiredService<Toasts>().Shown;
        var toast = Assert.Single(shown);
        Assert.Equal(("HUNTRX", "New song: Golden", "inbox"), (toast.Title, toast.Text, toast.Link));
        await DisposeComponentsAsync();
        await _updates.HandleAsync(Update(), Cancellation);

        Assert.Equal(shown, Services.GetRequiredService<Toasts>().Shown);
    }

    private static ArtistUpdate Update() => ArtistUpdate.Create("HUNTRX", "New song: Golden", TimeProvider.System);
}
