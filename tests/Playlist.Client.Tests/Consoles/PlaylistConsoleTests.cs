using Playlist.Client.Tests.Playing;
using Playlist.Client.Tests.Songs;

namespace Playlist.Client.Tests.Consoles;

public sealed class PlaylistConsoleTests : IAsyncDisposable
{
    private readonly FakeSongServer _server = new("Cruel Summer", "Golden", "Lover");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playlist-console-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_playlist_is_made_filled_put_in_order_and_deleted()
    {
        await using var console = await StartAsync();
        Assert.Equal(["There are no playlists yet: create NAME"], await console.TypeAsync("playlists", Cancellation));
        Assert.Equal(["Road trip is made, and open: add SONG"], await console.TypeAsync("create Road trip", Cancellation));
        await console.TypeAsync("songs", Cancellation);

        Assert.Equal(["Added 1. Lover - Taylor Swift"], await console.TypeAsync("add 3", Cancellation));
        Assert.Equal(["Added 2. Golden - Taylor Swift"], await console.TypeAsync("add golden", Cancellation));
        Assert.Equal(["Added 1. Cruel Summer - Taylor Swift"], await console.TypeAsync("add Cruel Summer at 1", Cancellation));
        Assert.Equal(["Moved 1. Golden - Taylor Swift"], await console.TypeAsync("move 3 1", Cancellation));
        AssertSongs("golden", "cruel summer", "lover");
        Assert.Equal(["Removed 2. Cruel Summer - Taylor Swift: 2 songs left"], await console.TypeAsync("remove 2", Cancellation));
        Assert.Equal(["Removed 2 songs: 0 songs left"], await console.TypeAsync("remove 1 2", Cancellation));
        Assert.Equal(["The playlist is called Holiday now."], await console.TypeAsync("rename Holiday", Cancellation));
        Assert.Equal(["1. Holiday, 0 songs, 0:00"], await console.TypeAsync("playlists", Cancellation));
        Assert.Equal(["Holiday is deleted: it had 0 songs."], await console.TypeAsync("delete", Cancellation));
        Assert.StartsWith("No playlist is open", Assert.Single(await console.TypeAsync("close", Cancellation)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_are_those_of_the_last_list_and_in_remove_and_move_those_of_the_playlist()
    {
        _server.Write("Chill", "golden");
        _server.Write("Road trip", "lover", "golden");
        await using var console = await StartAsync();

        await console.TypeAsync("playlists", Cancellation);
        Assert.Equal(["Road trip, 2 songs, 7:22", "1. Lover - Taylor Swift", "2. Golden - Taylor Swift"], await console.TypeAsync("2", Cancellation));
        Assert.Contains("server response: Playing song: Lover", await console.TypeAsync("1", Cancellation));
        await console.TypeAsync("songs summer", Cancellation);
        await console.TypeAsync("add 1", Cancellation);
        await console.TypeAsync("remove 1", Cancellation);
        AssertSongs("golden", "cruel summer");
        await console.TypeAsync("playlists", Cancellation);
        Assert.Equal("Chill, 1 song, 3:41", (await console.TypeAsync("playlist 1", Cancellation))[0]);
        Assert.Equal(["There is no playlist '2'."], await console.TypeAsync("playlist 2", Cancellation));
        Assert.Equal("Road trip, 2 songs, 7:22", (await console.TypeAsync("playlist road trip", Cancellation))[0]);
    }

    [Theory]
    [InlineData("remove 0", "Road trip has no number 0: they are 1 to 2.")]
    [InlineData("remove 3", "Road trip has no number 3: they are 1 to 2.")]
    [InlineData("remove 2 1", "The second number is that of the last song to remove: give the smaller one first.")]
    [InlineData("remove all", "Remove which song? remove N, or from N to M: remove N M")]
    [InlineData("remove 1 2 3", "Remove which song? remove N, or from N to M: remove N M")]
    [InlineData("move 1", "Move which song where? move N M, with the number it has and the number it is to have.")]
    [InlineData("move 1 3", "Road trip has no number 3: they are 1 to 2.")]
    [InlineData("add lover at 4", "Road trip has no number 4: they are 1 to 3.")]
    [InlineData("add Luver", "There is no song 'Luver'.")]
    public async Task What_cannot_be_done_is_said_and_not_done(string typed, string answer)
    {
        _server.Write("Road trip", "lover", "golden");
        await using var console = await StartAsync();
        await console.TypeAsync("playlist Road trip", Cancellation);

        Assert.Equal([answer], await console.TypeAsync(typed, Cancellation));

        AssertSongs("lover", "golden");
    }

    [Fact]
    public async Task Without_an_open_playlist_one_is_asked_for()
    {
        await using var console = await StartAsync();

        foreach (var typed in new[] { "playlist", "add 1", "remove 1", "move 1 2", "rename X", "delete", "close", "export x.m3u8" })
        {
            Assert.Equal(["No playlist is open: open one with playlist NAME, or make one with create NAME."], await console.TypeAsync(typed, Cancellation));
        }
    }

    [Fact]
    public async Task A_change_by_others_is_shown_when_it_is_announced()
    {
        _server.Write("Road trip", "lover", "golden");
        await using var console = await StartAsync();
        await console.TypeAsync("playlist Road trip", Cancellation);

        _server.Write("Road trip", "lover", "cruel summer", "golden");
        console.Announce();
        await console.LineAsync("playlist Road trip: 2. Cruel Summer - Taylor Swift added, 3 songs now", Cancellation);

        Assert.Contains("Removed 2. Cruel Summer - Taylor Swift: 2 songs left", await console.TypeAsync("remove 2", Cancellation));
        _server.Rename("Road trip", "Holiday");
        console.Announce();
        await console.LineAsync("playlist Holiday: this is its new name, before it was Road trip", Cancellation);

        _server.Delete("Holiday");
        console.Announce();
        await console.LineAsync("playlist Holiday: deleted, and so it is closed", Cancellation);
        Assert.Contains("No playlist is open: open one with playlist NAME, or make one with create NAME.", await console.TypeAsync("remove 1", Cancellation));
    }

    [Theory]
    [InlineData("remove 1")]
    [InlineData("move 1 2")]
    [InlineData("add lover at 1")]
    public async Task A_conflict_shows_the_playlist_as_it_is_and_does_nothing(string typed)
    {
        _server.Write("Road trip", "lover", "golden");
        await using var console = await StartAsync();
        await console.TypeAsync("playlist Road trip", Cancellation);
        _server.Writing = _ =>
        {
            _server.Writing = _ => { };
            _server.Write("Road trip", "cruel summer", "lover", "golden");
        };

        Assert.Equal(
            [
                "The playlist was changed meanwhile, so nothing was done. This is how it is now:",
                "Road trip, 3 songs, 11:03", "1. Cruel Summer - Taylor Swift", "2. Lover - Taylor Swift", "3. Golden - Taylor Swift",
            ],
            await console.TypeAsync(typed, Cancellation));
        AssertSongs("cruel summer", "lover", "golden");

        // What was seen is the new one, and so the next write is for it.
        Assert.Equal(["Removed 1. Cruel Summer - Taylor Swift: 2 songs left"], await console.TypeAsync("remove 1", Cancellation));
    }

    [Fact]
    public async Task A_song_at_the_end_is_added_whatever_others_did()
    {
        _server.Write("Road trip", "lover");
        await using var console = await StartAsync();
        await console.TypeAsync("playlist Road trip", Cancellation);
        _server.Writing = _ =>
        {
            _server.Writing = _ => { };
            _server.Write("Road trip", "lover", "golden");
        };

        Assert.Equal(["Added 3. Cruel Summer - Taylor Swift"], await console.TypeAsync("add cruel summer", Cancellation));
        AssertSongs("lover", "golden", "cruel summer");
    }

    [Fact]
    public async Task The_open_playlist_is_played_through_whatever_is_listed()
    {
        _server.Write("Road trip", "golden", "gone", "lover");
        using var player = new FakePlayer();
        await using var console = await StartAsync(player.Program);
        Assert.Equal("2. gone - Nobody (missing)", (await console.TypeAsync("playlist Road trip", Cancellation))[2]);
        await console.TypeAsync("songs", Cancellation);

        Assert.Equal(["Playing 1 of 3: Golden - Taylor Swift, 3:41"], await console.TypeAsync("play", Cancellation));
        await player.StartedAsync(1, Cancellation);
        await player.EndAsync();
        await console.LineAsync("Skipped gone - Nobody: the library no longer has its file.", Cancellation);
        await console.LineAsync("Playing 3 of 3: Lover - Taylor Swift", Cancellation);
        await player.StartedAsync(2, Cancellation);
        await player.EndAsync();
        await console.LineAsync("That was the last song.", Cancellation);

        Assert.Contains("Playing 3 of 3: Lover - Taylor Swift, 3:41", await console.TypeAsync("play 3", Cancellation));
        Assert.Equal(["golden", "lover", "lover"], _server.Played);
    }

    [Fact]
    public async Task A_file_is_imported_with_what_is_missing_and_exported()
    {
        var file = Path.Combine(_folder.FullName, "my songs.m3u8");
        await File.WriteAllTextAsync(file, "#EXTM3U\n#EXTINF:221,Taylor Swift - Lover\nMusic/Lover.mp3\nMusic/Nowhere.mp3\nMusic/Golden.mp3\n", Cancellation);
        await using var console = await StartAsync();

        Assert.Equal(["Line 4 is not in the library: Music/Nowhere.mp3", "2 of 3 songs are in my songs, which is open now: playlist"], await console.TypeAsync($"import {file}", Cancellation));
        Assert.Equal(["lover", "golden"], _server.Playlist("my songs").Songs.Select(song => song.Id));
        Assert.Equal(["There is a playlist 'my songs' already. To give this one another name: import FILE NAME"], await console.TypeAsync($"import {file}", Cancellation));
        Assert.Equal("2 of 3 songs are in Road trip, which is open now: playlist", (await console.TypeAsync($"import \"{file}\" Road trip", Cancellation))[^1]);

        var exported = Path.Combine(_folder.FullName, "road trip.m3u8");
        Assert.Equal([$"2 songs are in {exported}."], await console.TypeAsync($"export {exported}", Cancellation));
        Assert.Contains("#EXTINF:221,Taylor Swift - Lover", await File.ReadAllTextAsync(exported, Cancellation), StringComparison.Ordinal);
        Assert.Contains("Could not find", Assert.Single(await console.TypeAsync("import nowhere.m3u8", Cancellation)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20, 0)]
    [InlineData(21, 1)]
    public async Task Of_many_lines_that_are_not_in_the_library_some_are_named(int lines, int more)
    {
        var file = Path.Combine(_folder.FullName, "songs.m3u8");
        await File.WriteAllLinesAsync(file, Enumerable.Range(1, lines).Select(number => $"Nowhere{number}.mp3").Append("Lover.mp3"), Cancellation);
        await using var console = await StartAsync();

        var said = await console.TypeAsync($"import {file}", Cancellation);

        Assert.Equal((20, more), (said.Count(line => line.StartsWith("Line ", StringComparison.Ordinal)), said.Count(line => line == "And 1 more.")));
        Assert.Equal($"1 of {lines + 1} songs are in songs, which is open now: playlist", said[^1]);
    }

    [Fact]
    public async Task A_playlist_that_is_deleted_here_is_said_once()
    {
        _server.Write("Road trip", "lover");
        await using var console = await StartAsync();
        await console.TypeAsync("playlist Road trip", Cancellation);
        _server.Writing = _ => console.Announce();

        Assert.Equal(["Road trip is deleted: it had 1 song."], await console.TypeAsync("delete", Cancellation));
        Assert.Equal(["There are no playlists yet: create NAME"], await console.TypeAsync("playlists", Cancellation));
    }

    private Task<ConsoleSession> StartAsync() => StartAsync(player: null);

    private Task<ConsoleSession> StartAsync(Client.Songs.AudioPlayer? player) => ConsoleSession.StartAsync(_server.Address, player, Cancellation);

    private void AssertSongs(params string[] ids) => Assert.Equal(ids, _server.Playlist("Road trip").Songs.Select(song => song.Id));
}
