using Playlist.Client.Consoles;
using Playlist.Client.Screen;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Tests.Screen;

public sealed class ScreenInputTests
{
    private readonly ScreenState _state = new();

    public ScreenInputTests()
    {
        _state.Fit(new ScreenSize(80, 24));
        _state.Songs.Add(0, [.. Enumerable.Range(1, 50).Select(number => new Song($"{number}", $"Song {number}", "Nobody"))], 50);
    }

    [Theory]
    [InlineData(' ', ConsoleKey.Spacebar, ScreenAction.PauseOrResume)]
    [InlineData('\r', ConsoleKey.Enter, ScreenAction.Enter)]
    [InlineData('n', ConsoleKey.N, ScreenAction.Next)]
    [InlineData('p', ConsoleKey.P, ScreenAction.Previous)]
    [InlineData('f', ConsoleKey.F, ScreenAction.Follow)]
    [InlineData('s', ConsoleKey.S, ScreenAction.Shuffle)]
    [InlineData('r', ConsoleKey.R, ScreenAction.Repeat)]
    [InlineData('a', ConsoleKey.A, ScreenAction.AddToPlaylist)]
    [InlineData('e', ConsoleKey.E, ScreenAction.AddToQueue)]
    [InlineData('d', ConsoleKey.D, ScreenAction.RemoveFromQueue)]
    [InlineData('q', ConsoleKey.Q, ScreenAction.Quit)]
    [InlineData('\0', ConsoleKey.LeftArrow, ScreenAction.SeekBack)]
    [InlineData('\0', ConsoleKey.RightArrow, ScreenAction.SeekOn)]
    public void One_key_asks_for_one_thing(char character, ConsoleKey key, object action)
    {
        Assert.Equal(new ScreenRequest((ScreenAction)action), Press(key, character));
    }

    [Fact]
    public void A_key_that_is_none_does_nothing()
    {
        Assert.Equal(default, Press(ConsoleKey.Z, 'z'));
        Assert.Equal(default, ScreenInput.Take(new ConsoleKeyInfo('n', ConsoleKey.N, shift: false, alt: true, control: false), _state));
        Assert.Equal(default, ScreenInput.Take(new ConsoleKeyInfo('\u0011', ConsoleKey.Q, shift: false, alt: false, control: true), _state));
    }

    [Fact]
    public void Views_are_switched_by_number_and_by_Tab()
    {
        foreach (var (character, view) in new[] { ('2', View.Queue), ('3', View.Playlists), ('4', View.Inbox), ('5', View.Messages), ('1', View.Library) })
        {
            Press(ConsoleKey.D0, character);
            Assert.Equal(view, _state.View);
        }

        Press(ConsoleKey.Tab, '\t');
        Assert.Equal(View.Queue, _state.View);
        ScreenInput.Take(new ConsoleKeyInfo('\t', ConsoleKey.Tab, shift: true, alt: false, control: false), _state);
        ScreenInput.Take(new ConsoleKeyInfo('\t', ConsoleKey.Tab, shift: true, alt: false, control: false), _state);
        Assert.Equal(View.Messages, _state.View);
    }

    [Fact]
    public void Help_opens_over_a_view_and_closes_again()
    {
        Press(ConsoleKey.D2, '2');
        Press(ConsoleKey.Oem2, '?');
        Assert.Equal(View.Help, _state.View);
        Press(ConsoleKey.Escape, '\e');
        Assert.Equal(View.Queue, _state.View);
        Press(ConsoleKey.Oem2, '?');
        Press(ConsoleKey.Oem2, '?');
        Assert.Equal(View.Queue, _state.View);
    }

    [Fact]
    public void The_selection_moves_by_rows_by_pages_and_to_the_ends()
    {
        var page = _state.Size.ListRows(View.Library) - 1;
        foreach (var (key, character, index) in new[]
        {
            (ConsoleKey.DownArrow, '\0', 1), (ConsoleKey.J, 'j', 2), (ConsoleKey.UpArrow, '\0', 1), (ConsoleKey.K, 'k', 0), (ConsoleKey.PageDown, '\0', page), (ConsoleKey.PageUp, '\0', 0),
            (ConsoleKey.End, '\0', 49), (ConsoleKey.Home, '\0', 0), (ConsoleKey.G, 'G', 49), (ConsoleKey.G, 'g', 0),
        })
        {
            Press(key, character);
            Assert.Equal(index, _state.SelectedIndex);
        }
    }

    [Fact]
    public void A_search_follows_what_is_typed_and_Enter_keeps_it()
    {
        Press(ConsoleKey.D2, '2');
        Type("/so q");
        Assert.Equal((View.Library, Typing.Search, "so q"), (_state.View, _state.Typing, _state.Query));
        Press(ConsoleKey.Backspace, '\b');
        Press(ConsoleKey.Backspace, '\b');
        Assert.Equal("so", _state.Query);

        Press(ConsoleKey.Enter, '\r');
        Assert.Equal((Typing.Nothing, "so"), (_state.Typing, _state.Query));
        Type("/n");
        Assert.Equal("son", _state.Query);
        Press(ConsoleKey.Escape, '\e');
        Assert.Equal((Typing.Nothing, ""), (_state.Typing, _state.Query));
        Type("/lover\r");
        Press(ConsoleKey.Escape, '\e');
        Assert.Equal("", _state.Query);
    }

    [Theory]
    [InlineData(SongProtocol.MaxQueryLength)]
    [InlineData(SongProtocol.MaxQueryLength + 1)]
    public void A_search_is_no_longer_than_the_server_takes(int length)
    {
        Type("/" + new string('x', length));

        Assert.Equal(SongProtocol.MaxQueryLength, _state.Query.Length);
    }

    [Fact]
    public void While_one_searches_the_arrows_choose_a_song()
    {
        Type("/");
        Press(ConsoleKey.DownArrow, '\0');

        Assert.Equal((1, Typing.Search), (_state.SelectedIndex, _state.Typing));
    }

    [Fact]
    public void A_command_is_asked_for_when_it_is_whole_and_the_last_one_can_be_recalled()
    {
        Assert.Equal(default, Type(":create Road trip"));
        Assert.Equal(new ScreenRequest(Command: "create Road trip"), Press(ConsoleKey.Enter, '\r'));
        Assert.Equal(Typing.Nothing, _state.Typing);

        Type(":");
        Press(ConsoleKey.UpArrow, '\0');
        Assert.Equal("create Road trip", _state.CommandLine.Text);
        Press(ConsoleKey.Escape, '\e');
        Assert.Equal((Typing.Nothing, ""), (_state.Typing, _state.CommandLine.Text));
        Type(":x");
        Press(ConsoleKey.Backspace, '\b');
        Assert.Equal(Typing.Command, _state.Typing);
        Press(ConsoleKey.Backspace, '\b');
        Assert.Equal(Typing.Nothing, _state.Typing);
    }

    [Fact]
    public void A_list_of_text_is_scrolled()
    {
        for (var number = 1; number <= 40; number++)
        {
            _state.Say(new Message($"{number}", LineKind.Plain));
        }

        Press(ConsoleKey.D5, '5');
        var last = _state.Movable.Top;
        Press(ConsoleKey.UpArrow, '\0');
        Assert.Equal(last - 1, _state.Movable.Top);
        Press(ConsoleKey.Home, '\0');
        Assert.Equal(0, _state.Movable.Top);
        Assert.Equal(new ScreenRequest(ScreenAction.Enter), Press(ConsoleKey.Enter, '\r'));
    }

    private ScreenRequest Type(string text)
    {
        var request = default(ScreenRequest);
        foreach (var character in text)
        {
            request = Press(character == '\r' ? ConsoleKey.Enter : ConsoleKey.None, character);
        }

        return request;
    }

    private ScreenRequest Press(ConsoleKey key, char character) => ScreenInput.Take(new ConsoleKeyInfo(character, key, shift: false, alt: false, control: false), _state);
}
