using System.Text.Json;
using Playlist.Client.Playlists;
using Playlist.Client.Songs;
using Playlist.Client.Tests.Songs;
using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;
using static Playlist.Client.Tests.Playlists.Answers;

namespace Playlist.Client.Tests.Playlists;

public sealed class PlaylistOperationsTests : IAsyncDisposable
{
    private readonly ScriptedServer _server = new();
    private readonly TestSongClient _client;
    private readonly List<JsonElement> _requests = [];

    public PlaylistOperationsTests() => _client = TestSongClient.Create($"SongClient:Server={_server.Address}");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SongClient Client => _client.Client;

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        _server.Dispose();
    }

    [Fact]
    public async Task Playlists_are_listed()
    {
        Answer($""" "ok":true,"total":1,"offset":0,"playlists":[{Summary("p", "Road trip", 7, 12)}]""");

        var reply = await Client.GetPlaylistsAsync(0, 10, Cancellation);

        Assert.Equal([new PlaylistSummary("p", "Road trip", 7, 12, 0, 1.5, DateTimeOffset.Parse("2026-11-25T22:10:54+00:00", null))], reply.Playlists);
    }

    [Fact]
    public async Task A_whole_playlist_is_all_its_pages_of_one_version()
    {
        Answer(
            Page("p", version: 7, total: 3, 0, "a", "b"),
            Page("p", version: 8, total: 2, 2),
            Page("p", version: 8, total: 2, 0, "x"),
            Page("p", version: 8, total: 2, 1, "y"));

        var playlist = await Client.GetWholePlaylistAsync("road trip", Cancellation);

        Assert.Equal((8, "x y"), (playlist.Summary.Version, string.Join(' ', playlist.Songs.Select(song => song.Id))));
        Assert.Equal(["road trip 0", "p 2", "p 0", "p 1"], _requests.Select(request => $"{request.Text("playlist")} {request.Number("offset")}"));
    }

    [Fact]
    public async Task An_empty_playlist_has_one_page()
    {
        Answer(Page("p", version: 1, total: 0, 0));

        Assert.Empty((await Client.GetWholePlaylistAsync("p", Cancellation)).Songs);
        Assert.Single(_requests);
    }

    [Fact]
    public async Task Each_write_says_what_for_which_version()
    {
        Answer([.. Enumerable.Repeat(Written("p", "Road trip", 8), 6)]);

        await Client.CreatePlaylistAsync("Road trip", Cancellation);
        await Client.RenamePlaylistAsync("p", 1, "Trip", Cancellation);
        await Client.AddToPlaylistAsync("p", 2, ["a", "b"], at: 0, Cancellation);
        await Client.RemoveFromPlaylistAsync("p", 3, from: 4, count: 2, Cancellation);
        await Client.MoveInPlaylistAsync("p", 4, from: 5, count: 1, to: 0, Cancellation);
        Assert.Equal(8, (await Client.DeletePlaylistAsync("p", 5, Cancellation)).Version);

        Assert.Equal(
            [
                """{"op":"playlist.create","name":"Road trip"}""",
                """{"op":"playlist.rename","playlist":"p","version":1,"name":"Trip"}""",
                """{"op":"playlist.add","playlist":"p","version":2,"songs":["a","b"],"at":0}""",
                """{"op":"playlist.remove","playlist":"p","version":3,"from":4,"count":2}""",
                """{"op":"playlist.move","playlist":"p","version":4,"from":5,"count":1,"to":0}""",
                """{"op":"playlist.delete","playlist":"p","version":5}""",
            ],
            _requests.Select(request => JsonSerializer.Serialize(request.EnumerateObject().Where(member => member.Name is not "id" and not "change" and not "traceparent").ToDictionary(member => member.Name, member => member.Value))));
        Assert.Equal(6, _requests.Select(request => request.Text("change")).Where(change => change is { Length: >= 1 and <= 64 }).Distinct().Count());
    }

    [Fact]
    public async Task A_write_whose_answer_was_lost_is_sent_again_as_the_same_change()
    {
        Answer(null, Written("p", "Road trip", 8));

        Assert.Equal(8, (await Client.AddToPlaylistAsync("p", 7, ["a"], at: null, Cancellation)).Version);

        Assert.Equal(2, _requests.Count);
        Assert.Equal(_requests[0].Text("change"), _requests[1].Text("change"));
    }

    [Fact]
    public async Task A_conflict_tells_the_playlist_as_it_is()
    {
        Answer(Conflict("p", version: 9));

        var conflict = await Assert.ThrowsAsync<PlaylistConflictException>(() => Client.MoveInPlaylistAsync("p", 7, 0, 1, 2, Cancellation));

        Assert.Equal((SongErrorCodes.Conflict, "It was changed."), (conflict.Code, conflict.Message));
        Assert.Equal((9, 1, "a"), (conflict.Current.Playlist!.Version, conflict.Current.Total, Assert.Single(conflict.Current.Songs!).Id));
    }

    [Fact]
    public async Task Another_refusal_of_a_write_is_no_conflict()
    {
        Answer(Refusal(SongErrorCodes.PlaylistExists, "It is taken."));

        var refusal = await Assert.ThrowsAsync<SongProtocolException>(() => Client.CreatePlaylistAsync("Road trip", Cancellation));

        Assert.Equal(SongErrorCodes.PlaylistExists, refusal.Code);
    }

    [Fact]
    public async Task WriteToNewest_writes_again_with_the_version_that_the_conflict_told()
    {
        Answer(Page("p", version: 7, total: 0, 0), Conflict("p", version: 9), Written("p", "Trip", 10));

        var written = await Client.WriteToNewestAsync("road trip", newest => Client.RenamePlaylistAsync(newest.Id, newest.Version, "Trip", Cancellation), Cancellation);

        Assert.Equal(10, written.Version);
        Assert.Equal([7, 9], _requests.Skip(1).Select(request => request.Number("version")));
        Assert.NotEqual(_requests[1].Text("change"), _requests[2].Text("change"));
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public async Task WriteToNewest_gives_up_after_ten_attempts(int conflicts, bool succeeds)
    {
        Answer([Page("p", version: 7, total: 0, 0), .. Enumerable.Range(8, conflicts).Select(version => Conflict("p", version)), Written("p", "Trip", 100)]);

        var writing = Client.WriteToNewestAsync("p", newest => Client.RenamePlaylistAsync(newest.Id, newest.Version, "Trip", Cancellation), Cancellation);

        if (succeeds)
        {
            Assert.Equal(100, (await writing).Version);
        }
        else
        {
            await Assert.ThrowsAsync<PlaylistConflictException>(() => writing);
        }
    }

    private void Answer(params string?[] answers)
    {
        var left = new Queue<string?>(answers);
        _ = _server.AnswerAsync(
            request =>
            {
                _requests.Add(request);
                return left.Dequeue();
            },
            Cancellation);
    }
}
