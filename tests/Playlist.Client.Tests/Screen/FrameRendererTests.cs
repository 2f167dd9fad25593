using CsCheck;
using Playlist.Client.Consoles;
using Playlist.Client.Inbox;
using Playlist.Client.Playing;
using Playlist.Client.Playlists;
using Playlist.Client.Screen;
using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;
using Playlist.Testing;

namespace Playlist.Client.Tests.Screen;

public sealed class FrameRendererTests
{
    private const string Hostile = "\e[2J\e]0;taken\a\u202Eabc\u2066\u0007\r\nnext\u009b31m";
    private static readonly string[] Titles =
        ["Cruel Summer", "夏の残酷な歌、とても長い題名", "👩‍👩‍👧‍👦 Family 🇯🇵 ❤️", "e\u0301\u0302\u0303", Hostile, new string('x', 500), new string('夏', 500), "a\u0301" + new string('\u0301', 500), "", " ", "\ud800"];

    private readonly ScreenState _state = new();

    [Theory]
    [InlineData(60, 16)]
    [InlineData(61, 17)]
    [InlineData(80, 19)]
    [InlineData(80, 20)]
    [InlineData(89, 24)]
    [InlineData(90, 24)]
    [InlineData(237, 80)]
    public void Every_view_fills_every_size_and_no_row_is_too_long(int columns, int rows)
    {
        Fill();
        foreach (var view in Enum.GetValues<View>())
        {
            _state.Show(view);
            var screen = Draw(columns, rows);

            Assert.Equal(rows, screen.Count);
            Assert.All(screen, row => Assert.InRange(row.EnumerateRunes().Sum(TerminalWidth.Of), 0, columns));
        }
    }

    [Theory]
    [InlineData(60, "1 Library 2 Queue 3 Playlists 4 Inbox (1) 5 Messages", " ?")]
    [InlineData(79, "1 Library 2 Queue 3 Playlists 4 Inbox (1) 5 Messages", " ?")]
    [InlineData(80, "1 Library  2 Queue  3 Playlists  4 Inbox (1)  5 Messages", "no broker  ? help ")]
    public void The_tabs_are_whole_in_every_width(int columns, string tabs, string help)
    {
        _state.Inbox = [new InboxUpdate(Guid.NewGuid(), "HUNTRX", "On tour!", default, IsRead: false, Arrival: 1)];

        var row = Draw(columns, 16)[0];

        Assert.StartsWith($" {tabs} ", row, StringComparison.Ordinal);
        Assert.EndsWith(help, row, StringComparison.Ordinal);
        Assert.Equal(columns, row.Length);
    }

    [Fact]
    public void Words_of_others_are_shown_as_text_and_do_nothing()
    {
        Fill();
        foreach (var view in Enum.GetValues<View>())
        {
            _state.Show(view);
            _state.Fit(new ScreenSize(100, 40));
            var frame = string.Concat(new FrameRenderer(hasColours: true).Render(_state).Rows);

            // Nothing but colours (SGR) and columns (CHA) is told to the terminal.
            var told = frame.Split('\e').Skip(1).Select(command => command[..(command.IndexOfAny(['m', 'G']) + 1)]);
            Assert.All(told, command => Assert.Matches(@"\A\[[0-9;]+[mG]\z", command));
            Assert.DoesNotContain(frame, character => (char.IsControl(character) && character != '\e') || character is '\u202e' or '\u2066');
        }
    }

    [Fact]
    public void No_text_whatever_breaks_a_row() => Gen.String[0, 60].Sample(text =>
    {
        var state = new ScreenState();
        state.Songs.Add(0, [new Song("1", text, text, text, 221)], 1);
        state.Say(new Message(TerminalText.Clean(text), LineKind.Plain));
        state.Fit(new ScreenSize(100, 20));

        var screen = new TerminalScreen();
        foreach (var row in new FrameRenderer(hasColours: true).Render(state).Rows)
        {
            screen.Write(row);
            screen.Write("\r\n");
        }

        return screen.Lines.Count() == 21 && screen.Cells.All(cells => cells.Count <= 100) && screen.Lines.ElementAt(2).TrimEnd().EndsWith("3:41", StringComparison.Ordinal);
    });

    [Fact]
    public void Columns_stay_in_line_behind_wide_and_combined_characters()
    {
        Fill();
        var rows = Draw(100, 30).Where(row => row.EndsWith("3:41", StringComparison.Ordinal)).ToList();

        Assert.Equal(Titles.Length, rows.Count);
        _state.Fit(new ScreenSize(100, 30));
        var cells = Screen().Cells.Where(row => string.Concat(row.Select(cell => cell.Text)).EndsWith("3:41", StringComparison.Ordinal));
        Assert.All(cells, row => Assert.Equal("Nobody", string.Concat(row.Skip(38).Take(6).Select(cell => cell.Text))));
    }

    [Theory]
    [InlineData(59, 16)]
    [InlineData(60, 15)]
    [InlineData(10, 3)]
    [InlineData(1, 1)]
    [InlineData(0, 0)]
    public void A_terminal_that_is_too_small_is_told_so(int columns, int rows)
    {
        Fill();

        var screen = Draw(columns, rows);

        Assert.Equal(rows, new FrameRenderer(hasColours: true).Render(_state).Rows.Count);
        Assert.DoesNotContain(screen, row => row.Contains("Cruel Summer", StringComparison.Ordinal));
        Assert.True(columns < 10 || screen[0].StartsWith("The", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_colours_the_chosen_row_is_marked_by_a_sign_and_turned_around()
    {
        Fill();
        _state.Fit(new ScreenSize(100, 24));

        var screen = Screen(hasColours: false);

        Assert.All(screen.Cells.SelectMany(row => row), cell => Assert.Null(cell.Style.Colour));
        var chosen = Assert.Single(screen.Cells, row => row is [{ Text: ">" }, ..]);
        Assert.All(chosen, cell => Assert.True(cell.Style.Inverse));
    }

    [Fact]
    public void The_song_that_plays_is_shown_with_its_position_as_a_bar()
    {
        Fill();
        _state.Now = new NowPlaying(PlayerState.Playing, new Song("1", "Lover", "Taylor Swift", Duration: 200), 2, 3, TimeSpan.FromSeconds(50));
        (_state.Shuffle, _state.Repeat) = (true, Repeat.One);

        var screen = Draw(80, 24);

        Assert.Equal("Playing 2 of 3: Lover - Taylor Swift, at 0:50 of 3:20        shuffle, repeat one", screen[^3]);
        Assert.Equal(new string('━', 20) + new string('─', 60), screen[^2]);
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(200.0, 80)]
    [InlineData(300.0, 80)]
    public void The_bar_has_two_ends(double position, int done)
    {
        _state.Now = new NowPlaying(PlayerState.Playing, new Song("1", "Lover", "Taylor Swift", Duration: 200), 1, 1, TimeSpan.FromSeconds(position));

        Assert.Equal(done, Draw(80, 24)[^2].Count(character => character == '━'));
    }

    [Fact]
    public void A_song_of_unknown_length_has_an_empty_bar()
    {
        _state.Now = new NowPlaying(PlayerState.Playing, new Song("1", "Lover", "Taylor Swift"), 1, 1, TimeSpan.FromSeconds(50));

        Assert.Equal(new string('─', 80), Draw(80, 24)[^2]);
    }

    [Fact]
    public void The_inbox_tells_what_is_unread_and_the_chosen_update_in_full()
    {
        _state.Inbox =
        [
            new InboxUpdate(Guid.NewGuid(), "HUNTRX", $"On tour! {new string('x', 100)} all over the world", DateTimeOffset.UnixEpoch, IsRead: false, Arrival: 2, TraceId: new string('a', 32)),
            new InboxUpdate(Guid.NewGuid(), "Taylor Swift", "New album released!", DateTimeOffset.UnixEpoch, IsRead: true, Arrival: 1),
        ];
        _state.Followed = ["HUNTRX"];
        _state.Show(View.Inbox);

        var screen = Draw(80, 24);

        Assert.Contains(" 4 Inbox (1) ", screen[0], StringComparison.Ordinal);
        Assert.StartsWith(">• HUNTRX *", screen[2], StringComparison.Ordinal);
        Assert.StartsWith("   Taylor Swift ", screen[3], StringComparison.Ordinal);
        Assert.Contains(screen, row => row.Contains("all over the world", StringComparison.Ordinal));
        Assert.Contains($"trace {new string('a', 32)}", screen);
    }

    [Fact]
    public void An_update_that_came_without_a_trace_shows_none()
    {
        _state.Inbox = [new InboxUpdate(Guid.NewGuid(), "HUNTRX", "On tour!", DateTimeOffset.UnixEpoch, IsRead: false, Arrival: 1)];
        _state.Show(View.Inbox);

        Assert.DoesNotContain(Draw(80, 24), row => row.StartsWith("trace", StringComparison.Ordinal));
    }

    [Fact]
    public void A_page_that_has_yet_to_come_leaves_its_rows_empty()
    {
        _state.Songs.Add(0, [new Song("1", "Lover", "Taylor Swift")], 3000);

        var screen = Draw(80, 24);

        Assert.Contains("3,000 songs", screen[1], StringComparison.Ordinal);
        Assert.Equal(" …", screen[3]);
    }

    [Fact]
    public void A_line_that_is_typed_shows_what_is_around_the_cursor()
    {
        _state.Typing = Typing.Command;
        foreach (var character in new string('夏', 60))
        {
            _state.CommandLine.Take(new ConsoleKeyInfo(character, ConsoleKey.None, shift: false, alt: false, control: false));
        }

        _state.Fit(new ScreenSize(80, 24));
        var frame = new FrameRenderer(hasColours: true).Render(_state);

        Assert.Equal(79, frame.Cursor);
        Assert.Equal(":" + new string('夏', 39), Draw(80, 24)[^1]);
        _state.CommandLine.Take(new ConsoleKeyInfo('\0', ConsoleKey.Home, shift: false, alt: false, control: false));
        Assert.Equal(1, new FrameRenderer(hasColours: true).Render(_state).Cursor);
    }

    [Fact]
    public void Long_messages_are_whole_in_their_view_and_what_goes_on_stands_below_them()
    {
        _state.Say(new Message("one two " + new string('x', 90), LineKind.Problem));
        _state.Status = "Matching 100 of 500";

        Assert.Equal("Matching 100 of 500", Draw(80, 24)[^4]);
        _state.Show(View.Messages);
        Assert.Equal(["one two", new string('x', 80), new string('x', 10)], Draw(80, 24).Skip(2).Take(3).Select(row => row.TrimEnd()));
    }

    private void Fill()
    {
        Song[] songs = [.. Titles.Select((title, index) => new Song($"{index}", title, "Nobody", title, 221))];
        _state.Songs.Add(0, songs, songs.Length);
        _state.Queue = songs;
        _state.Now = new NowPlaying(PlayerState.Paused, songs[4], 5, songs.Length, TimeSpan.FromSeconds(100));
        _state.Playlists.Add(0, [.. Titles.Select((title, index) => new PlaylistSummary($"{index}", title, 1, 3, 1, 61, default))], Titles.Length);
        _state.Playlist = new WholePlaylist(new PlaylistSummary("1", Hostile, 1, songs.Length, 0, 61, default), songs);
        _state.Inbox = [.. Titles.Select((title, index) => new InboxUpdate(Guid.NewGuid(), title, title, default, index % 2 == 0, index))];
        foreach (var title in Titles)
        {
            _state.Say(new Message(TerminalText.Clean(title), LineKind.Update));
        }
    }

    private List<string> Draw(int columns, int rows)
    {
        _state.Fit(new ScreenSize(columns, rows));
        return [.. Screen().Lines];
    }

    private TerminalScreen Screen(bool hasColours = true)
    {
        var screen = new TerminalScreen();
        screen.Write(string.Join("\r\n", new FrameRenderer(hasColours).Render(_state).Rows));
        return screen;
    }
}
