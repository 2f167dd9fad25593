using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Playlist.Client.Inbox;
using Playlist.Client.Tests.Inbox;
using Playlist.Client.Tests.Updates;
using Playlist.Client.Updates;
using Playlist.Client.Web.Layout;
using Playlist.Client.Web.Updates;
using Playlist.Protocol.Updates;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Client.Tests.Web.Updates;

public sealed class FollowButtonTests : BunitContext
{
    [Fact]
    public async Task A_click_follows_and_the_next_one_no_more()
    {
        var followed = AddListener(new MemoryInbox(TimeProvider.System));
        var button = Render("Sorry Ghost");
        Assert.Equal("Follow Sorry Ghost", button.Find("button").TextContent);

        await button.Find("button").ClickAsync();
        Assert.Equal("Following Sorry Ghost", button.Find("button").TextContent);
        Assert.Equal([RoutingKey.Normalize("Sorry Ghost")], followed.Names);

        await button.Find("button").ClickAsync();
        Assert.Equal("Follow Sorry Ghost", button.Find("button").TextContent);
        Assert.Empty(followed.Names);
    }

    [Fact]
    public async Task What_is_followed_elsewhere_shows()
    {
        var followed = AddListener(new MemoryInbox(TimeProvider.System));
        var button = Render("HUNTRX");

        await followed.AddAsync("HUNTRX", Xunit.TestContext.Current.CancellationToken);

        await button.WaitForAssertionAsync(() => Assert.Equal("Following HUNTRX", button.Find("button").TextContent), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task What_could_not_be_kept_is_told_and_not_shown_as_done()
    {
        var followed = AddListener(new BrokenInbox(new StorageException("The disk is full.", isFull: true, new IOException())));
        var button = Render("HUNTRX");

        await button.Find("button").ClickAsync();

        Assert.Equal("Follow HUNTRX", button.Find("button").TextContent);
        Assert.Equal("The disk is full.", Assert.Single(Services.GetRequiredService<Toasts>().Shown).Text);
        Assert.Empty(followed.Names);
    }

    [Theory]
    [InlineData(UpdateText.MaxArtistLength, 1)]
    [InlineData(UpdateText.MaxArtistLength + 1, 0)]
    public void A_name_that_no_update_can_have_cannot_be_followed(int length, int buttons)
    {
        AddListener(new MemoryInbox(TimeProvider.System));

        Assert.Equal(buttons, Render(new string('a', length)).FindAll("button").Count);
    }

    private FollowedArtists AddListener(IInbox inbox)
    {
        var options = Options.Create(new UpdateListenerOptions());
        var followed = new FollowedArtists(inbox, options);
        Services.AddSingleton(followed);
        Services.AddSingleton(new UpdateListener(followed, inbox, new Listening.Recorder(), options, NullLogger<UpdateListener>.Instance));
        Services.AddSingleton(new Toasts(TimeProvider.System));
        return followed;
    }

    private IRenderedComponent<FollowButton> Render(string artist) => Render<FollowButton>(parameters => parameters.Add(button => button.Artist, artist));
}
