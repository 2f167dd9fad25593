using Microsoft.Extensions.Options;
using Playlist.Client.Inbox;
using Playlist.Client.Updates;

namespace Playlist.Client.Tests.Updates;

public sealed class FollowedArtistsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_followed_and_who_is_no_more_is_told_when_it_is_known()
    {
        using var artists = new FollowedArtists(new MemoryInbox(TimeProvider.System), Options.Create(new UpdateListenerOptions { Follow = ["HUNTRX"] }));
        var told = new List<string>();
        artists.Changed += () => told.Add(string.Join(',', artists.Names));

        await artists.LoadAsync(Cancellation);
        await artists.AddAsync("Taylor Swift", Cancellation);
        await artists.RemoveAsync("huntrx", Cancellation);

        Assert.Equal(["HUNTRX", "HUNTRX,Taylor Swift", "Taylor Swift"], told);
    }
}
