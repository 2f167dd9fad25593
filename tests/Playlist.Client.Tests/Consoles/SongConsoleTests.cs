using Playlist.Client.Consoles;
using Playlist.Client.Songs;
using Playlist.Client.Tests.Playing;
using Playlist.Client.Tests.Songs;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Tests.Consoles;

public sealed class SongConsoleTests : IAsyncDisposable
{
    private readonly FakeSongServer _server = new("Cruel Summer", "Golden", "Lover", "Next Year", "Pause");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Help_tells_every_verb_and_what_it_does()
    {
        await using var console = await StartAsync();

        var help = await console.TypeAsync("HELP", Cancellation);

        foreach (var verb in new[]
        {
            "songs [WORDS]", "more", "artists [WORDS]", "albums [WORDS]", "song N|TITLE", "play [N|TITLE]", "next", "previous", "pause", "resume", "seek 1:23|+10|-10", "stop",
            "shuffle [on|off]", "repeat off|all|one", "queue", "now", "playlists", "playlist [N|NAME]", "create NAME", "rename NAME", "delete", "add N|TITLE [at N]", "remove N [M]", "move N M",
            "close", "import FILE [NAME]", "export FILE", "follow [ARTIST]", "unfollow ARTIST", "updates [--unread] [--since WHEN]",
        })
        {
            Assert.Single(help, line => line.StartsWith($"  {verb}  ", StringComparison.Ordinal) && line.Length > verb.Length + 10);
        }
    }

    [Fact]
    public async Task A_number_a_title_and_a_title_with_artist_play_a_song()
    {
        await using var console = await StartAsync();

        Assert.Contains("server response: Playing song: Golden", await console.TypeAsync("2", Cancellation));
        Assert.Contains("server response: Playing song: Lover", await console.TypeAsync("lover", Cancellation));
        Assert.Equal(["There is no song 'Luver'."], await console.TypeAsync("Luver", Cancellation));
        // No number of the list, and so a title.
        Assert.Equal(["There is no song '6'."], await console.TypeAsync("6", Cancellation));
        Assert.Equal(["golden", "lover"], _server.Played);
    }

    [Fact]
    public async Task A_title_that_is_a_verb_or_begins_with_one_is_played()
    {
        await using var console = await StartAsync();

        Assert.Contains("server response: Playing song: Next Year", await console.TypeAsync("next year", Cancellation));
        Assert.Contains("server response: Playing song: Pause", await console.TypeAsync("play pause", Cancellation));
        Assert.Equal(["create NAME: make a playlist, and open it. A song of this name: play create"], await console.TypeAsync("create", Cancellation));
    }

    [Fact]
    public async Task Songs_lists_a_page_at_a_time_and_numbers_go_on()
    {
        _server.Songs.AddRange(Enumerable.Range(1, ShownList.PageSize).Select(number => new Song($"s{number}", $"Song {number}", "Nobody")));
        await using var console = await StartAsync();

        var page = await console.TypeAsync("songs", Cancellation);
        Assert.Equal(("1. Cruel Summer - Taylor Swift", "These are 100 of 105. The next: more"), (page[0], page[^1]));
        Assert.Equal(["There is no song '101'."], await console.TypeAsync("101", Cancellation));

        Assert.Equal(["101. Song 96 - Nobody", "102. Song 97 - Nobody", "103. Song 98 - Nobody", "104. Song 99 - Nobody", "105. Song 100 - Nobody"], await console.TypeAsync("more", Cancellation));
        Assert.Contains("server response: Playing song: Song 96", await console.TypeAsync("101", Cancellation));
        Assert.StartsWith("There is no more", Assert.Single(await console.TypeAsync("more", Cancellation)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ShownList.PageSize, 0)]
    [InlineData(ShownList.PageSize + 1, 1)]
    public async Task A_list_of_one_page_has_no_more(int songs, int more)
    {
        _server.Songs.Clear();
        _server.Songs.AddRange(Enumerable.Range(1, songs).Select(number => new Song($"s{number}", $"Song {number}", "Nobody")));
        await using var console = await StartAsync();

        var lines = await console.TypeAsync("songs", Cancellation);

        Assert.Equal((ShownList.PageSize + more, more), (lines.Length, lines.Count(line => line.EndsWith("The next: more", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData(21, 0)]
    [InlineData(22, 1)]
    public async Task A_long_queue_is_shown_in_part(int songs, int more)
    {
        _server.Songs.AddRange(Enumerable.Range(1, songs - _server.Songs.Count).Select(number => new Song($"s{number}", $"Song {number}", "Nobody")));
        await using var console = await StartAsync();
        await console.TypeAsync("play", Cancellation);

        var lines = await console.TypeAsync("queue", Cancellation);

        Assert.Equal((22 + more, more), (lines.Length, lines.Count(line => line == "  and 1 more")));
    }

    [Fact]
    public async Task The_library_is_looked_at()
    {
        await using var console = await StartAsync();

        Assert.Equal(["1. Golden - Taylor Swift"], await console.TypeAsync("songs gold", Cancellation));
        Assert.Contains("title: Golden", await console.TypeAsync("song 1", Cancellation));
        Assert.Contains("plays: 7", await console.TypeAsync("song Lover", Cancellation));
        Assert.Equal(["Taylor Swift, 5 songs, 1 album"], await console.TypeAsync("artists", Cancellation));
        Assert.Equal(["Lover, Taylor Swift, 5 songs, 1:01"], await console.TypeAsync("albums love", Cancellation));
        // Lists without numbers leave the numbers as they were.
        Assert.Contains("server response: Playing song: Golden", await console.TypeAsync("1", Cancellation));
        Assert.Equal(["No song has these words. Did you mean: songs lover"], await console.TypeAsync("songs lovver", Cancellation));
    }

    [Fact]
    public async Task Words_of_others_do_nothing_to_the_terminal()
    {
        _server.Songs.Add(new Song("evil", "\e[2J", "\u202eArtist"));
        await using var console = await StartAsync();

        Assert.Equal(["1. \uFFFD[2J - \uFFFDArtist"], await console.TypeAsync("songs 2J", Cancellation));
        Assert.DoesNotContain(await console.TypeAsync("1", Cancellation), line => line.Contains('\e', StringComparison.Ordinal));
        Assert.DoesNotContain(await console.TypeAsync("now", Cancellation), line => line.Contains('\e', StringComparison.Ordinal));
        _server.Write("\e]0;x", "evil");
        Assert.Equal(["1. \uFFFD]0;x, 1 song, 0:00"], await console.TypeAsync("playlists", Cancellation));
        Assert.DoesNotContain(await console.TypeAsync("1", Cancellation), line => line.Contains('\e', StringComparison.Ordinal));
        Assert.DoesNotContain(await console.TypeAsync("remove 2", Cancellation), line => line.Contains('\e', StringComparison.Ordinal));
        Assert.DoesNotContain(await console.TypeAsync("remove 1", Cancellation), line => line.Contains('\e', StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_song_is_paused_resumed_and_sought_in()
    {
        using var player = new FakePlayer();
        await using var console = await StartAsync(player.Program);
        await console.TypeAsync("lover", Cancellation);
        await player.StartedAsync(1, Cancellation);
        Assert.StartsWith("Playing Lover - Taylor Swift", Assert.Single(await console.TypeAsync("now", Cancellation)), StringComparison.Ordinal);

        Assert.Equal(["Playing Lover - Taylor Swift, at 1:23 of 3:41"], await console.TypeAsync("seek 1:23", Cancellation));
        await player.StartedAsync(2, Cancellation);
        Assert.StartsWith("Paused Lover - Taylor Swift, at 1:2", Assert.Single(await console.TypeAsync("pause", Cancellation)), StringComparison.Ordinal);
        await console.TypeAsync("seek 1:00", Cancellation);
        Assert.Equal(["Paused Lover - Taylor Swift, at 1:10 of 3:41"], await console.TypeAsync("seek +10", Cancellation));
        Assert.Equal(["Paused Lover - Taylor Swift, at 0:50 of 3:41"], await console.TypeAsync("seek -20", Cancellation));
        Assert.Equal(["The song is only 3:41 long."], await console.TypeAsync("seek 3:41", Cancellation));
        Assert.StartsWith("Seek where?", Assert.Single(await console.TypeAsync("seek there", Cancellation)), StringComparison.Ordinal);
        Assert.Equal(["Playing Lover - Taylor Swift, at 0:50 of 3:41"], await console.TypeAsync("resume", Cancellation));
        Assert.EndsWith("-ss 50", (await player.StartedAsync(3, Cancellation)).Arguments, StringComparison.Ordinal);
        Assert.Equal(["It is playing."], await console.TypeAsync("resume", Cancellation));

        Assert.Empty(await console.TypeAsync("stop", Cancellation));
        Assert.Equal(["Nothing is playing."], await console.TypeAsync("stop", Cancellation));
        Assert.Equal(["Nothing is playing."], await console.TypeAsync("pause", Cancellation));
    }

    [Fact]
    public async Task A_mistyped_title_leaves_what_plays_as_it_is()
    {
        using var player = new FakePlayer();
        await using var console = await StartAsync(player.Program);
        await console.TypeAsync("lover", Cancellation);
        var (process, _, _) = await player.StartedAsync(1, Cancellation);

        await console.TypeAsync("Luver", Cancellation);
        Assert.False(process.HasExited);

        await console.QuitAsync();
        Assert.True(process.HasExited);
    }

    [Fact]
    public async Task Songs_that_are_listed_are_played_through_from_any_on()
    {
        using var player = new FakePlayer();
        await using var console = await StartAsync(player.Program);

        Assert.Equal(["Playing 4 of 5: Next Year - Taylor Swift, 3:41"], await console.TypeAsync("play 4", Cancellation));
        await player.StartedAsync(1, Cancellation);
        await player.EndAsync();
        await console.LineAsync("Playing 5 of 5: Pause - Taylor Swift, 3:41", Cancellation);
        Assert.Contains("There is no song after this one.", await console.TypeAsync("next", Cancellation));
        Assert.Equal(["Playing 4 of 5: Next Year - Taylor Swift, 3:41"], await console.TypeAsync("previous", Cancellation));
        var queue = await console.TypeAsync("queue", Cancellation);
        Assert.Equal(["  Pause - Taylor Swift", "Shuffle is off, repeat is off."], queue[1..]);
    }

    [Theory]
    [InlineData("shuffle", "Shuffle is on.")]
    [InlineData("shuffle ON", "Shuffle is on.")]
    [InlineData("shuffle off", "Shuffle is off.")]
    [InlineData("shuffle me", "shuffle on, or shuffle off?")]
    [InlineData("repeat all", "All songs are repeated.")]
    [InlineData("repeat One", "The song is repeated.")]
    [InlineData("repeat off", "Nothing is repeated.")]
    [InlineData("repeat", "repeat off|all|one: play all songs again, or one. A song of this name: play repeat")]
    [InlineData("next", "Nothing is played. A number, a title, or play begins.")]
    [InlineData("resume", "There is nothing to go on with: play begins.")]
    [InlineData("seek 1:23", "Nothing is played. A number, a title, or play begins.")]
    [InlineData("now", "Nothing is played.")]
    [InlineData("follow", "You follow nobody yet: follow ARTIST")]
    [InlineData("follow taylor swift", "You follow Taylor Swift. Updates come once the broker is there.")]
    [InlineData("updates", "Only a client with a name keeps its updates: say who you are with --name NAME, or set Client:Name.")]
    public async Task What_is_typed_is_answered(string typed, string answer)
    {
        await using var console = await StartAsync();

        Assert.Equal([answer], await console.TypeAsync(typed, Cancellation));
    }

    [Theory]
    [InlineData("1:23", 83, false)]
    [InlineData("83", 83, false)]
    [InlineData("1:02:03", 3723, false)]
    [InlineData("+10", 10, true)]
    [InlineData("-1:30", -90, true)]
    [InlineData("999999", 999999, false)]
    public void A_position_is_read(string typed, int seconds, bool isRelative) =>
        Assert.Equal(new SeekPosition(TimeSpan.FromSeconds(seconds), isRelative), SeekPosition.Parse(typed));

    [Theory]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("1:")]
    [InlineData("1:2:3:4")]
    [InlineData("1.5")]
    [InlineData("+-1")]
    [InlineData("1000000")]
    public void What_is_no_position_is_none(string typed) => Assert.Null(SeekPosition.Parse(typed));

    private Task<ConsoleSession> StartAsync(AudioPlayer? player = null) => ConsoleSession.StartAsync(_server.Address, player, Cancellation);
}
