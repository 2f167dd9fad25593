using Playlist.Client.Tests.Playing;
using Playlist.Client.Tests.Songs;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Tests.Screen;

public sealed class SongScreenTests : IAsyncDisposable
{
    private readonly FakeSongServer _server = new("Cruel Summer", "Golden", "Lover");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Songs_are_played_paused_and_moved_through_with_one_key_each()
    {
        using var player = new FakePlayer();
        await using var screen = ScreenSession.Start(_server.Address, player);
        await screen.ChosenAsync("Cruel Summer");

        await screen.TypeAsync(ScreenSession.Down);
        await screen.ChosenAsync("Golden");
        await screen.TypeAsync("\r");
        await screen.RowAsync("Playing 2 of 3: Golden - Taylor Swift");
        await player.StartedAsync(1, Cancellation);
        await screen.TypeAsync(" ");
        await screen.RowAsync("Paused 2 of 3: Golden - Taylor Swift, at 0:");
        await screen.TypeAsync(" n");
        await screen.RowAsync("Playing 3 of 3: Lover - Taylor Swift");
        await screen.TypeAsync("n");
        await screen.RowAsync("There is no song after this one.");
        await screen.TypeAsync("pp");
        await screen.RowAsync("Playing 1 of 3: Cruel Summer - Taylor Swift");
        await screen.TypeAsync("sr");
        await screen.RowAsync("shuffle, repeat all");

        await screen.TypeAsync("q");
        await screen.EndedAsync();
    }

    [Fact]
    public async Task A_search_finds_while_one_types_and_plays()
    {
        using var player = new FakePlayer();
        await using var screen = ScreenSession.Start(_server.Address, player);
        await screen.ChosenAsync("Cruel Summer");

        await screen.TypeAsync("/go");
        await screen.RowAsync("Songs with: go", "1 song");
        await screen.ChosenAsync("Golden");
        await screen.NoRowAsync("Cruel Summer");
        await screen.TypeAsync("xx");
        await screen.RowAsync("No song has these words. Did you mean: lover");
        await screen.TypeAsync("\u007f\u007f\r");
        await screen.ChosenAsync("Golden");
        await screen.TypeAsync("\r");
        await screen.RowAsync("Playing Golden - Taylor Swift");

        await screen.TypeAsync(ScreenSession.Escape);
        await screen.RowAsync("All songs", "3 songs");
    }

    [Fact]
    public async Task Seeking_starts_the_player_ten_seconds_on()
    {
        using var player = new FakePlayer();
        await using var screen = ScreenSession.Start(_server.Address, player);
        await screen.ChosenAsync("Cruel Summer");
        await screen.TypeAsync("\r");
        await player.StartedAsync(1, Cancellation);

        await screen.TypeAsync(ScreenSession.Right);
        var (_, arguments, _) = await player.StartedAsync(2, Cancellation);
        Assert.Contains("-ss 1", arguments, StringComparison.Ordinal);
        await screen.TypeAsync(ScreenSession.Left);
        await player.StartedAsync(3, Cancellation);
        await screen.RowAsync("Playing 1 of 3: Cruel Summer");
    }

    [Fact]
    public async Task The_queue_is_filled_emptied_and_jumped_in()
    {
        using var player = new FakePlayer();
        await using var screen = ScreenSession.Start(_server.Address, player);
        await screen.ChosenAsync("Cruel Summer");
        await screen.TypeAsync("/lover\r");
        await screen.ChosenAsync("Lover");
        await screen.TypeAsync("\r");
        await screen.RowAsync("Playing Lover - Taylor Swift");
        await screen.TypeAsync(ScreenSession.Escape);
        await screen.ChosenAsync("Cruel Summer");

        await screen.TypeAsync("e" + ScreenSession.Down);
        await screen.ChosenAsync("Golden");
        await screen.TypeAsync("e2");
        await screen.RowAsync(">▶ 1.", "Lover");
        await screen.RowAsync("   2.", "Cruel Summer");
        await screen.RowAsync("   3.", "Golden");
        await screen.TypeAsync(ScreenSession.Down + "d");
        await screen.ChosenAsync("2.  Golden");
        await screen.TypeAsync("\r");
        await screen.RowAsync("Playing 2 of 2: Golden");
        await screen.TypeAsync("d");
        await screen.RowAsync("The current song stays in the queue.");
    }

    [Fact]
    public async Task An_artist_is_followed_and_unfollowed_with_a_key()
    {
        await using var screen = ScreenSession.Start(_server.Address);
        await screen.ChosenAsync("Taylor Swift  ");

        await screen.TypeAsync("f");
        await screen.RowAsync("You follow Taylor Swift.");
        await screen.ChosenAsync("Taylor Swift *");
        await screen.TypeAsync("f");
        await screen.RowAsync("You follow Taylor Swift no longer.");
        await screen.NoRowAsync("Taylor Swift *");
        await screen.TypeAsync("4");
        await screen.RowAsync("No updates yet");
    }

    [Fact]
    public async Task Playlists_are_made_opened_filled_and_played()
    {
        using var player = new FakePlayer();
        _server.Write("Party", "golden");
        await using var screen = ScreenSession.Start(_server.Address, player);
        await screen.ChosenAsync("Cruel Summer");

        await screen.TypeAsync(":create Road trip\r");
        await screen.RowAsync("Road trip is made, and open: add SONG");
        await screen.RowAsync("No songs yet");
        await screen.TypeAsync("1a" + ScreenSession.Down + "a");
        await screen.RowAsync("Added 2. Golden - Taylor Swift");
        await screen.TypeAsync("3");
        await screen.ChosenAsync("1.  Cruel Summer");
        await screen.TypeAsync(":move 2 1\r");
        await screen.ChosenAsync("1.  Golden");
        await screen.TypeAsync("\r");
        await screen.RowAsync("Playing 1 of 2: Golden");

        await screen.TypeAsync(ScreenSession.Escape);
        await screen.RowAsync("Playlists", "2 playlists");
        await screen.ChosenAsync("Party");
        await screen.TypeAsync("\r");
        await screen.RowAsync("Party", "1 song");
        await screen.ChosenAsync("1.  Golden");
    }

    [Fact]
    public async Task A_command_that_says_much_opens_the_messages()
    {
        await using var screen = ScreenSession.Start(_server.Address);
        await screen.ChosenAsync("Cruel Summer");

        await screen.TypeAsync(":help\r");
        await screen.RowAsync("A number, a title, or Title - Artist plays a song.");
        await screen.TypeAsync(ScreenSession.End);
        await screen.RowAsync("updates [--unread] [--since WHEN]");
        await screen.TypeAsync(ScreenSession.Escape);
        await screen.ChosenAsync("Cruel Summer");
        await screen.TypeAsync(":frobnicate\r");
        await screen.RowAsync("There is no song 'frobnicate'.");
        await screen.TypeAsync("?");
        await screen.RowAsync("  Space", "pause, or go on");
        await screen.TypeAsync(ScreenSession.Escape + ":quit\r");
        await screen.EndedAsync();
    }

    [Fact]
    public async Task Thousands_of_songs_are_at_hand()
    {
        _server.Songs.AddRange(Enumerable.Range(1, 10_000).Select(number => new Song($"s{number}", $"Song {number}", "Nobody")));
        using var player = new FakePlayer();
        await using var screen = ScreenSession.Start(_server.Address, player);
        await screen.RowAsync("All songs", "10,003 songs");

        await screen.TypeAsync(ScreenSession.End);
        await screen.ChosenAsync("Song 10000");
        await screen.RowAsync("Song 9990");
        await screen.TypeAsync("\r");
        await screen.RowAsync("Playing 1,000 of 1,000: Song 10000");
        await screen.TypeAsync("p");
        await screen.RowAsync("Playing 999 of 1,000: Song 9999");
        await screen.TypeAsync("g");
        await screen.ChosenAsync("Cruel Summer");
    }

    [Fact]
    public async Task Another_size_is_filled_at_once()
    {
        await using var screen = ScreenSession.Start(_server.Address);
        await screen.ChosenAsync("Cruel Summer");

        await screen.Terminal.ResizeAsync(60, 16, Cancellation);
        await screen.Terminal.WaitForAsync(rows => rows.Count == 16 && rows[^2] == new string('─', 60) && rows.Any(row => row.StartsWith('>')), Cancellation);
        await screen.Terminal.ResizeAsync(59, 16, Cancellation);
        await screen.RowAsync("The terminal is too small: it needs 60 columns and 16 rows.");
        await screen.NoRowAsync("Cruel Summer");
        await screen.Terminal.ResizeAsync(120, 40, Cancellation);
        await screen.Terminal.WaitForAsync(rows => rows.Count == 40 && rows[^2] == new string('─', 120) && rows.Any(row => row.StartsWith('>')), Cancellation);
    }

    [Fact]
    public async Task Colours_are_left_out_where_they_are_not_wanted()
    {
        await using var coloured = ScreenSession.Start(_server.Address);
        await using var plain = ScreenSession.Start(_server.Address, environment: [("NO_COLOR", "1")]);
        foreach (var screen in new[] { coloured, plain })
        {
            await screen.ChosenAsync("Cruel Summer");
            await screen.RowAsync("The broker at localhost:1 cannot be reached");
        }

        Assert.Contains(coloured.Terminal.Cells.SelectMany(row => row), cell => cell.Style.Colour is not null);
        Assert.DoesNotContain(plain.Terminal.Cells.SelectMany(row => row), cell => cell.Style.Colour is not null);
        Assert.Contains(plain.Terminal.Cells.SelectMany(row => row), cell => cell.Style.Inverse);
    }

    [Fact]
    public async Task Wide_and_hostile_titles_stay_within_their_columns()
    {
        string[] titles = ["夏の歌", "👩‍👩‍👧 Family", "\e[2J\e[?1049lEscape", "\u202EdesreveR", "e\u0301tude", new string('x', 500)];
        _server.Songs.Clear();
        _server.Songs.AddRange(titles.Select((title, index) => new Song($"s{index}", title, "Nobody", "Album", 221)));
        await using var screen = ScreenSession.Start(_server.Address);
        await screen.ChosenAsync("夏の歌");
        await screen.RowAsync("\uFFFD[2J\uFFFD[?1049lEscape");
        await screen.RowAsync("\uFFFDdesreveR");
        await screen.RowAsync("e\u0301tude");

        Assert.True(screen.Terminal.Modes.IsAlternate);
        var songs = screen.Terminal.Cells.Where(row => string.Concat(row.Select(cell => cell.Text)).EndsWith("3:41", StringComparison.Ordinal)).ToList();
        Assert.Equal(titles.Length, songs.Count);
        Assert.All(songs, row => Assert.Equal((100, "N", "A"), (row.Count, row[38].Text, row[64].Text)));
    }

    [Theory]
    [InlineData(59, 24, "xterm-256color")]
    [InlineData(100, 15, "xterm-256color")]
    [InlineData(100, 24, "dumb")]
    [InlineData(0, 0, "xterm-256color")]
    public async Task A_terminal_that_cannot_show_it_gets_lines(int columns, int rows, string term)
    {
        await using var screen = ScreenSession.Start(_server.Address, environment: [("TERM", term)], columns: columns, rows: rows);

        await screen.Terminal.WaitForAsync(lines => lines.Contains("3. Lover - Taylor Swift") && lines[^1] == "Which song do you want to play?: ", Cancellation);

        Assert.False(screen.Terminal.Modes.IsAlternate);
        await screen.TypeAsync("quit\r");
        await screen.EndedAsync();
    }

    [Fact]
    public async Task Lines_are_there_for_whoever_asks_for_them()
    {
        await using var screen = ScreenSession.Start(_server.Address, options: ["--lines"]);

        await screen.Terminal.WaitForAsync(lines => lines[^1] == "Which song do you want to play?: ", Cancellation);
    }

    [Fact]
    public async Task Control_C_leaves_the_terminal_as_it_was_and_ends_the_song()
    {
        using var player = new FakePlayer();
        await using var screen = ScreenSession.Start(_server.Address, player);
        await screen.ChosenAsync("Cruel Summer");
        await screen.TypeAsync("\r");
        var (process, _, file) = await player.StartedAsync(1, Cancellation);
        await screen.TypeAsync("/lov");
        await screen.ChosenAsync("Lover");
        Assert.Equal((true, true), screen.Terminal.Modes);

        await screen.TypeAsync(ScreenSession.ControlC);
        await screen.EndedAsync();
        await process.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task A_program_that_is_told_to_end_leaves_the_terminal_as_it_was()
    {
        await using var screen = ScreenSession.Start(_server.Address);
        await screen.ChosenAsync("Cruel Summer");

        await screen.Terminal.TerminateAsync(Cancellation);

        await screen.EndedAsync();
    }

    [Fact]
    public async Task A_server_that_is_lost_is_said_and_its_songs_stay()
    {
        await using var screen = ScreenSession.Start(_server.Address);
        await screen.ChosenAsync("Cruel Summer");

        await _server.DisposeAsync();

        await screen.RowAsync("The song server at ");
        await screen.ChosenAsync("Cruel Summer");
    }
}
