using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Playlist.Client.Songs;
using Playlist.Client.Tests.Songs;
using Playlist.Client.Web.Layout;
using Playlist.Client.Web.Library;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Tests.Web.Library;

public sealed class ServerListTests : BunitContext
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly FakeSongServer _server = new("Lover");
    private readonly TestSongClient _client;
    private readonly ServerStatus _status;
    private readonly List<int?> _counted = [];
    private Func<int, int, ListPart<string>> _get = (_, _) => new ListPart<string>([], 0);

    public ServerListTests()
    {
        _client = TestSongClient.Create($"SongClient:Server={_server.Address}", "SongClient:RequestTimeout=00:00:02");
        _status = new ServerStatus(_client.Client, TimeProvider.System);
        Services.AddSingleton(_status);
        Services.AddSingleton(new Toasts(TimeProvider.System));
    }

    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public void Rows_are_drawn_with_their_place_in_the_list()
    {
        _get = Of("Golden", "Lover", "Take Down");

        var list = RenderList();

        Assert.Equal(["0 Golden", "1 Lover", "2 Take Down"], list.FindAll("li").Select(row => row.TextContent));
        Assert.Equal([3], _counted);
    }

    [Fact]
    public void It_never_asks_for_more_than_the_server_gives_at_once()
    {
        var asked = new List<int>();
        _get = (offset, limit) =>
        {
            asked.Add(limit);
            return new ListPart<string>([.. Enumerable.Range(offset, limit).Select(index => $"{index}")], 3000);
        };

        RenderList();

        Assert.NotEmpty(asked);
        Assert.All(asked, limit => Assert.InRange(limit, 1, SongProtocol.MaxListLimit));
    }

    [Fact]
    public void A_list_without_items_says_so()
    {
        var list = RenderList();

        Assert.Equal("Nothing here.", list.Find("em").TextContent);
        Assert.Equal([0], _counted);
    }

    [Fact]
    public async Task It_shows_what_there_is_once_it_is_asked_to_look_again()
    {
        var list = RenderList();
        _get = Of("Golden");

        await list.InvokeAsync(list.Instance.RefreshAsync);

        Assert.Equal(["0 Golden"], list.FindAll("li").Select(row => row.TextContent));
        Assert.Empty(list.FindAll("em"));
        Assert.Equal([0, 1], _counted);
    }

    [Fact]
    public async Task What_could_not_be_listed_is_told_and_listed_once_the_server_is_back()
    {
        using var watching = _status.Watch();
        await _status.StartAsync(Cancellation);
        _server.IsAway = true;
        var failure = await Assert.ThrowsAsync<SongServerUnavailableException>(() => _client.Client.PingAsync(Cancellation));
        _get = (_, _) => throw failure;
        var list = RenderList();
        Assert.Equal(failure.Message, list.Find("[role=alert]").TextContent);
        Assert.Empty(list.FindAll("em"));

        await list.WaitForStateAsync(() => _status.Problem is not null, Deadline);
        _get = Of("Golden");
        _server.IsAway = false;

        await list.WaitForAssertionAsync(() => Assert.Equal(["0 Golden"], list.FindAll("li").Select(row => row.TextContent)), Deadline);
        Assert.Empty(list.FindAll("[role=alert]"));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _status.StopAsync(CancellationToken.None);
        _status.Dispose();
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static Func<int, int, ListPart<string>> Of(params string[] items) => (offset, limit) => new ListPart<string>([.. items.Skip(offset).Take(limit)], items.Length);

    private IRenderedComponent<ServerList<string>> RenderList() => Render<ServerList<string>>(parameters => parameters
        .Add(list => list.Label, "Songs")
        .Add(list => list.Get, (offset, limit, _) => Task.FromResult(_get(offset, limit)))
        .Add(list => list.Row, row => $"<li>{row.Index} {row.Item}</li>")
        .Add(list => list.Empty, "<em>Nothing here.</em>")
        .Add(list => list.Counted, _counted.Add));
}
