using Playlist.Client.Consoles;
using Playlist.Client.Inbox;
using Playlist.Client.Screen;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Tests.Screen;

public sealed class ScreenStateTests
{
    private readonly ScreenState _state = new();

    public ScreenStateTests() => _state.Fit(new ScreenSize(80, 24));

    [Fact]
    public void A_search_shows_what_was_found_before_until_something_comes()
    {
        _state.Songs.Add(0, [Song("Golden"), Song("Lover")], 2);
        _state.Move(1);

        _state.Search("gol");
        Assert.Equal((0, 2), (_state.SelectedIndex, _state.RowCount));
        _state.Search("gold");
        Assert.Equal(2, _state.RowCount);
        _state.Found.Add(0, [Song("Golden")], 1);
        Assert.Equal(1, _state.RowCount);
        Assert.Equal("Golden", _state.SelectedSong?.Title);
    }

    [Fact]
    public void The_oldest_messages_are_forgotten()
    {
        for (var number = 1; number <= ScreenState.MaxMessages; number++)
        {
            Say($"{number}");
        }

        Assert.Equal((ScreenState.MaxMessages, "1"), (_state.Messages.Count, _state.Messages[0].Text));
        Say("one more");
        Assert.Equal((ScreenState.MaxMessages, "2"), (_state.Messages.Count, _state.Messages[0].Text));
        Assert.Equal(ScreenState.MaxMessages + 1, _state.Said);
    }

    [Fact]
    public void What_a_command_says_is_shown_from_its_beginning()
    {
        Say(new string('x', 200));
        var said = _state.Said;
        for (var number = 1; number <= 50; number++)
        {
            Say($"{number}");
        }

        _state.ShowSaid(said);

        Assert.Equal(View.Messages, _state.View);
        Assert.Equal(3, _state.Movable.Top);
        _state.ShowBefore();
        Assert.Equal(View.Library, _state.View);
    }

    [Fact]
    public void Going_back_leads_to_the_list_from_which_help_and_messages_were_opened()
    {
        _state.Show(View.Queue);
        _state.Show(View.Help);
        _state.Show(View.Messages);

        _state.ShowBefore();

        Assert.Equal(View.Queue, _state.View);
    }

    [Fact]
    public void An_artist_is_followed_by_the_name_that_updates_come_under()
    {
        _state.Followed = ["Taylor Swift"];

        Assert.True(_state.IsFollowed("  Taylor   Swift "));
        Assert.False(_state.IsFollowed("taylor swift"));
        Assert.False(_state.IsFollowed(""));
        Assert.False(_state.IsFollowed(new string('x', 201)));
    }

    [Fact]
    public void The_artist_of_the_chosen_update_is_the_chosen_artist()
    {
        _state.Inbox = [new InboxUpdate(Guid.Empty, "HUNTRX", "On tour!", default, IsRead: false, Arrival: 1)];

        _state.Show(View.Inbox);

        Assert.Equal("HUNTRX", _state.SelectedArtist);
        Assert.Null(_state.SelectedSong);
        _state.Show(View.Messages);
        Assert.Null(_state.SelectedArtist);
    }

    private static Song Song(string title) => new(title, title, "Taylor Swift");

    private void Say(string text) => _state.Say(new Message(text, LineKind.Plain));
}
