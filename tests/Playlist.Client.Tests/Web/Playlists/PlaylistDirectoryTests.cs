using Microsoft.Extensions.Time.Testing;
using Playlist.Client.Playlists;
using Playlist.Client.Songs;
using Playlist.Client.Tests.Songs;
using Playlist.Client.Web.Layout;
using Playlist.Client.Web.Playlists;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Tests.Web.Playlists;

public sealed class PlaylistDirectoryTests : IAsyncDisposable
{
    private readonly FakeSongServer _server = new("A", "B", "C");
    private readonly PlaylistChanges _changes = new();
    private readonly Toasts _toasts = new(new FakeTimeProvider());
    private readonly TestSongClient _client;
    private readonly PlaylistDirectory _directory;
    private int _outdated;

    public PlaylistDirectoryTests()
    {
        _client = TestSongClient.Create($"SongClient:Server={_server.Address}", "SongClient:RequestTimeout=00:00:02");
        _directory = new PlaylistDirectory(_client.Client, _changes);
        _directory.Outdated += () => _outdated++;
        _server.Write("Road trip", "a");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private int Asked => _server.Asked.Count(op => op == SongOps.Playlists);

    public async ValueTask DisposeAsync()
    {
        _directory.Dispose();
        _toasts.Dispose();
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task It_asks_once_and_anew_after_a_change()
    {
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _directory.RefreshAsync(Cancellation)));
        Assert.Equal(1, Asked);
        Assert.Equal(["Road trip"], _directory.Playlists.Select(playlist => playlist.Name));
        Assert.Equal((1, 0), (_directory.Total, _outdated));

        _server.Write("Party");
        _changes.Listening();
        Assert.Equal((1, 1), (Asked, _outdated));
        await _directory.RefreshAsync(Cancellation);
        await _directory.RefreshAsync(Cancellation);

        Assert.Equal(["Party", "Road trip"], _directory.Playlists.Select(playlist => playlist.Name));
        Assert.Equal((2, 2), (_directory.Total, Asked));
    }

    [Fact]
    public async Task What_could_not_be_asked_is_asked_again_and_what_was_known_stays()
    {
        await _directory.RefreshAsync(Cancellation);
        _server.Write("Party");
        _directory.Outdate();
        _server.IsAway = true;
        await Assert.ThrowsAsync<SongServerUnavailableException>(() => _directory.RefreshAsync(Cancellation));
        Assert.Equal(["Road trip"], _directory.Playlists.Select(playlist => playlist.Name));
        _server.IsAway = false;

        await _directory.RefreshAsync(Cancellation);

        Assert.Equal(["Party", "Road trip"], _directory.Playlists.Select(playlist => playlist.Name));
    }

    [Fact]
    public void When_its_tab_is_gone_it_hears_of_nothing()
    {
        _directory.Dispose();

        _changes.Listening();

        Assert.Equal(0, _outdated);
    }

    [Fact]
    public async Task Songs_are_added_at_the_end_and_that_is_told()
    {
        await _directory.RefreshAsync(Cancellation);

        await Adding.AddAsync("id-of-Road trip", [_server.Songs[1]], Cancellation);
        await Adding.AddAsync("id-of-Road trip", [_server.Songs[2], _server.Songs[0]], Cancellation);

        Assert.Equal(["A", "B", "C", "A"], _server.Playlist("Road trip").Songs.Select(song => song.Title));
        Assert.Equal(["B is in Road trip now.", "2 songs are in Road trip now."], _toasts.Shown.Select(toast => toast.Text));
        Assert.Equal(2, _outdated);
        await _directory.RefreshAsync(Cancellation);
        Assert.Equal(4, _directory.Playlists[0].Songs);
    }

    [Fact]
    public async Task Songs_are_added_also_when_somebody_else_writes_meanwhile()
    {
        var others = 1;
        _server.Writing = _ =>
        {
            if (others-- > 0)
            {
                _server.Write("Road trip", "c", "b");
            }
        };

        await Adding.AddAsync("id-of-Road trip", [_server.Songs[0]], Cancellation);

        Assert.Equal(["C", "B", "A"], _server.Playlist("Road trip").Songs.Select(song => song.Title));
    }

    [Theory]
    [InlineData(SongProtocol.MaxSongsPerRequest, 1)]
    [InlineData(SongProtocol.MaxSongsPerRequest + 1, 2)]
    public async Task More_songs_than_one_request_takes_are_added_by_several(int songs, int requests)
    {
        await Adding.AddAsync("id-of-Road trip", [.. Enumerable.Repeat(_server.Songs[1], songs)], Cancellation);

        Assert.Equal(1 + songs, _server.Playlist("Road trip").Songs.Count);
        Assert.Equal(requests, _server.Asked.Count(op => op == SongOps.AddToPlaylist));
        Assert.Single(_toasts.Shown);
    }

    [Fact]
    public async Task What_is_refused_is_not_told_as_done()
    {
        await Assert.ThrowsAsync<SongProtocolException>(() => Adding.AddAsync("id-of-Nothing", [_server.Songs[0]], Cancellation));

        Assert.Empty(_toasts.Shown);
        Assert.Equal(0, _outdated);
    }

    private PlaylistAdding Adding => new(_client.Client, _directory, _toasts);
}
