using Microsoft.Extensions.Time.Testing;
using Playlist.Client.Playing;
using Playlist.Client.Songs;
using Playlist.Client.Tests.Songs;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Tests.Playing;

public sealed class SongPlayerTests : IAsyncDisposable
{
    private readonly FakeSongServer _server = new("A", "B", "C");
    private readonly FakePlayer _program = new();
    private readonly FakeTimeProvider _time = new();
    private readonly RecordedEvents _events = new();
    private readonly TestSongClient _client;
    private readonly SongPlayer _player;

    public SongPlayerTests()
    {
        _client = TestSongClient.Create($"SongClient:Server={_server.Address}", "SongClient:RequestTimeout=00:00:02");
        _player = Player(_program.Program);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _player.DisposeAsync();
        await _client.DisposeAsync();
        await _server.DisposeAsync();
        _program.Dispose();
    }

    [Fact]
    public async Task Songs_follow_each_other_to_the_end_of_the_queue()
    {
        await PlayAsync("A", "B");
        Assert.Equal("ffplay plays A, 1 of 2, at 0", await NextAsync());
        var (_, arguments, file) = await _program.StartedAsync(1, Cancellation);
        Assert.DoesNotContain("-ss", arguments, StringComparison.Ordinal);
        Assert.Equal("audio of A", await File.ReadAllTextAsync(file, Cancellation));

        await _program.EndAsync();
        Assert.Equal("ffplay plays B, 2 of 2, at 0", await NextAsync());
        Assert.False(File.Exists(file));
        await _program.EndAsync();

        Assert.Equal("stopped: ", await NextAsync());
        Assert.Equal((PlayerState.Stopped, "B"), (_player.Now.State, _player.Now.Song?.Title));
    }

    [Fact]
    public async Task Pause_ends_the_program_and_resume_begins_where_it_was()
    {
        await PlayAsync("A");
        await NextAsync();
        var (process, _, file) = await _program.StartedAsync(1, Cancellation);
        _time.Advance(TimeSpan.FromSeconds(83.25));

        Assert.True(await _player.PauseAsync());
        Assert.True(process.HasExited);
        _time.Advance(TimeSpan.FromSeconds(100));
        Assert.Equal((PlayerState.Paused, 83.25), (_player.Now.State, _player.Now.Position.TotalSeconds));
        Assert.False(await _player.PauseAsync());

        Assert.True(await _player.ResumeAsync());
        Assert.Equal("ffplay plays A, 1 of 1, at 83.25", await NextAsync());
        var second = await _program.StartedAsync(2, Cancellation);
        Assert.EndsWith(" -ss 83.25", second.Arguments, StringComparison.Ordinal);
        Assert.Equal(file, second.File);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(85.25, _player.Now.Position.TotalSeconds);
        Assert.False(await _player.ResumeAsync());
        Assert.Equal(["a"], _server.Played);
    }

    [Fact]
    public async Task Seek_begins_anew_at_the_position_or_waits_there_when_it_is_paused()
    {
        await PlayAsync("A");
        await NextAsync();
        await _program.StartedAsync(1, Cancellation);
        await _player.SeekAsync(TimeSpan.FromSeconds(90));
        Assert.Equal("ffplay plays A, 1 of 1, at 90", await NextAsync());

        await _player.PauseAsync();
        await _player.SeekAsync(TimeSpan.FromSeconds(-1));
        Assert.Equal((PlayerState.Paused, TimeSpan.Zero), (_player.Now.State, _player.Now.Position));

        await _player.ResumeAsync();
        Assert.Equal("ffplay plays A, 1 of 1, at 0", await NextAsync());
    }

    [Fact]
    public async Task Mpv_is_told_the_position_in_its_own_way()
    {
        using var mpv = new FakePlayer("mpv");
        await using var player = Player(mpv.Program);
        await player.PlayAsync(Songs("A"), 0, asked: null);
        await NextAsync();
        await mpv.StartedAsync(1, Cancellation);

        await player.SeekAsync(TimeSpan.FromSeconds(90));

        await NextAsync();
        Assert.EndsWith(" --start=90", (await mpv.StartedAsync(2, Cancellation)).Arguments, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Next_and_previous_play_and_at_the_ends_all_goes_on()
    {
        await PlayAsync("A", "B");
        await NextAsync();
        await _program.StartedAsync(1, Cancellation);
        Assert.True(await _player.NextAsync());
        Assert.Equal("ffplay plays B, 2 of 2, at 0", await NextAsync());
        var (process, _, _) = await _program.StartedAsync(2, Cancellation);

        Assert.False(await _player.NextAsync());
        Assert.False(process.HasExited);

        Assert.True(await _player.PreviousAsync());
        Assert.Equal("ffplay plays A, 1 of 2, at 0", await NextAsync());
        Assert.False(await _player.PreviousAsync());
        Assert.Equal(["a", "b", "a"], _server.Played);
    }

    [Fact]
    public async Task Stop_and_a_song_in_its_place_end_the_program_and_delete_the_song()
    {
        await PlayAsync("A");
        var first = await _program.StartedAsync(1, Cancellation);
        await PlayAsync("B");
        var second = await _program.StartedAsync(2, Cancellation);
        Assert.True(first.Process.HasExited && !second.Process.HasExited);

        Assert.True(await _player.StopAsync());

        Assert.True(second.Process.HasExited);
        Assert.False(File.Exists(first.File) || File.Exists(second.File));
        Assert.False(await _player.StopAsync());
    }

    [Fact]
    public async Task Dispose_ends_the_program()
    {
        await PlayAsync("A");
        var (process, _, file) = await _program.StartedAsync(1, Cancellation);

        await _player.DisposeAsync();

        Assert.True(process.HasExited);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task Songs_that_cannot_be_had_are_told_and_left_out()
    {
        _server.Damaged.Add("b");
        await _player.PlayAsync([new Song("x", "Gone", "Nobody", Missing: true), new Song("y", "Gone too", "Nobody", Missing: true), .. Songs("Unknown", "B", "A", "C")], at: null, asked: null);

        Assert.Equal("missing Gone,Gone too", await NextAsync());
        Assert.Equal("skipped Unknown: There is no song 'unknown'.", await NextAsync());
        Assert.StartsWith("skipped B: The 10 bytes received are not those that were sent", await NextAsync(), StringComparison.Ordinal);
        Assert.Equal("ffplay plays A, 5 of 6, at 0", await NextAsync());
        await _program.EndAsync(1, "Invalid data found");
        Assert.Equal("skipped A: ffplay ended with 1: Invalid data found.", await NextAsync());
        Assert.Equal("ffplay plays C, 6 of 6, at 0", await NextAsync());
        // As ffplay does it with a file that it cannot read.
        await _program.EndAsync(0, "Invalid argument");
        Assert.Equal("skipped C: ffplay cannot play it: Invalid argument.", await NextAsync());
        Assert.Equal("stopped: ", await NextAsync());
    }

    [Theory]
    [InlineData(2, nameof(Repeat.All), 2, "One song after the other could not be played.")]
    [InlineData(2, nameof(Repeat.One), 2, "One song after the other could not be played.")]
    [InlineData(SongPlayer.MaxFailures, nameof(Repeat.Off), SongPlayer.MaxFailures, "")]
    [InlineData(SongPlayer.MaxFailures + 1, nameof(Repeat.Off), SongPlayer.MaxFailures, "One song after the other could not be played.")]
    public async Task When_one_song_after_the_other_fails_it_gives_up(int songs, string repeat, int tried, string problem)
    {
        _player.Repeat = Enum.Parse<Repeat>(repeat);
        await _player.PlayAsync([.. Enumerable.Range(0, songs).Select(number => new Song($"x{number}", "Unknown", "Nobody"))], at: 0, asked: null);

        for (var i = 0; i < tried; i++)
        {
            Assert.StartsWith("skipped Unknown", await NextAsync(), StringComparison.Ordinal);
        }

        Assert.Equal($"stopped: {problem}", await NextAsync());
    }

    [Fact]
    public async Task A_server_that_is_lost_within_a_song_is_asked_once_more()
    {
        using var server = new ScriptedServer();
        await using var client = TestSongClient.Create($"SongClient:Server={server.Address}");
        await using var player = new SongPlayer(client.Client, _program.Program, _events, _time);
        await player.PlayAsync(Songs("A"), at: 0, asked: null);
        using (var lost = await server.AcceptAsync(Cancellation))
        {
            await lost.SendAudioAsync(await lost.ReplyAsync(""","message":"Playing song: A","bytes":4""", Cancellation), "ha"u8.ToArray(), Cancellation);
        }

        using var peer = await server.AcceptAsync(Cancellation);
        var id = await peer.ReplyAsync(""","message":"Playing song: A","bytes":4""", Cancellation);
        await peer.SendAudioAsync(id, "half"u8.ToArray(), Cancellation);
        await peer.SendAsync($$"""{"id":{{id}},"end":true,"bytes":4}""" + "\n", Cancellation);

        Assert.Equal("ffplay plays A, 1 of 1, at 0", await NextAsync());
        Assert.Equal("half", await File.ReadAllTextAsync((await _program.StartedAsync(1, Cancellation)).File, Cancellation));
    }

    [Fact]
    public async Task When_all_songs_are_missing_it_ends_also_when_they_are_repeated()
    {
        _player.Repeat = Repeat.All;
        await _player.PlayAsync([new Song("x", "X", "Nobody", Missing: true), new Song("y", "Y", "Nobody", Missing: true)], at: 1, asked: null);

        Assert.Equal("missing Y,X", await NextAsync());
        Assert.Equal("stopped: ", await NextAsync());
    }

    [Theory]
    [InlineData(123, "", "stopped: ffplay was told to end.")]
    [InlineData(137, "", "stopped: ffplay was told to end.")]
    [InlineData(0, "No more combinations to try, audio open failed", "stopped: ffplay finds no sound device that it can use: is one there?")]
    public async Task A_player_that_can_play_nothing_stops_it(int exitCode, string says, string stopped)
    {
        await PlayAsync("A", "B");
        await NextAsync();

        await _program.EndAsync(exitCode, says);

        Assert.Equal(stopped, await NextAsync());
        Assert.Equal(["a"], _server.Played);
    }

    [Fact]
    public async Task A_server_that_is_lost_stops_it_and_resume_goes_on_with_the_same_song()
    {
        await PlayAsync("A", "B", "C");
        await NextAsync();
        await _server.DisposeAsync();
        await _program.EndAsync();

        Assert.StartsWith($"stopped: The song server at {_server.Address} cannot be reached", await NextAsync(), StringComparison.Ordinal);
        Assert.Equal("B", _player.Now.Song?.Title);

        Assert.True(await _player.ResumeAsync());
        Assert.StartsWith("stopped: The song server", await NextAsync(), StringComparison.Ordinal);
        Assert.Equal("B", _player.Now.Song?.Title);
    }

    [Fact]
    public async Task Without_a_program_the_first_song_is_fetched_and_what_to_install_is_told_once()
    {
        await using var player = Player(program: null);

        await player.PlayAsync(Songs("A", "B"), at: null, asked: null);

        Assert.Equal($"stopped: Received 10 bytes. {AudioPlayer.Missing}", await NextAsync());
        Assert.Equal(["a"], _server.Played);
    }

    [Fact]
    public async Task Repeat_and_shuffle_are_the_queues()
    {
        _player.Repeat = Repeat.One;
        _player.Shuffle = true;
        await _player.PlayAsync(Songs("A", "B", "C"), at: 1, asked: null);
        Assert.Equal("ffplay plays B, 2 of 3, at 0", await NextAsync());
        await _program.EndAsync();

        Assert.Equal("ffplay plays B, 2 of 3, at 0", await NextAsync());
        Assert.Equal(["A", "C"], _player.Upcoming.Select(song => song.Title).Order());
        Assert.Equal((Repeat.One, true), (_player.Repeat, _player.Shuffle));
    }

    [Fact]
    public async Task Songs_are_added_taken_out_and_chosen_while_one_plays()
    {
        await PlayAsync("A", "B");
        await NextAsync();
        var (a, b) = (_player.Songs[0], _player.Songs[1]);

        _player.Add(Songs("C")[0]);
        Assert.Equal(["a", "b", "c"], _player.Songs.Select(song => song.Id));
        Assert.False(_player.Remove(0, a));
        Assert.False(_player.Remove(2, b));
        Assert.True(_player.Remove(1, b));
        Assert.False(await _player.PlayAtAsync(1, b));
        Assert.True(await _player.PlayAtAsync(1, _player.Songs[1]));
        Assert.Equal("ffplay plays C, 2 of 2, at 0", await NextAsync());
    }

    [Fact]
    public async Task What_several_callers_want_is_done_one_after_the_other()
    {
        await PlayAsync("A", "B", "C");
        await NextAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(
            () => (number % 4) switch { 0 => _player.NextAsync(), 1 => _player.PreviousAsync(), 2 => _player.PauseAsync(), _ => _player.ResumeAsync() }, Cancellation)));

        await _player.StopAsync();
        Assert.Equal(PlayerState.Stopped, _player.Now.State);
    }

    [Fact]
    public async Task A_program_that_cannot_be_started_stops_it()
    {
        var folder = Directory.CreateTempSubdirectory("playlist-player-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "ffplay"), "no program", Cancellation);
        await using var player = Player(AudioPlayer.Find(folder.FullName));

        await player.PlayAsync(Songs("A"), at: 0, asked: null);

        await NextAsync();
        Assert.Contains("ffplay cannot be started", await NextAsync(), StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    private SongPlayer Player(AudioPlayer? program) => new(_client.Client, program, _events, _time);

    private Task<string> NextAsync() => _events.NextAsync(Cancellation);

    private Task PlayAsync(params string[] titles) => _player.PlayAsync(Songs(titles), at: null, asked: null);

    private static Song[] Songs(params string[] titles) => [.. titles.Select(title => new Song(title.ToLowerInvariant(), title, "Taylor Swift"))];
}
