using Playlist.Client.Playing;
using Playlist.Client.Web.Playing;

namespace Playlist.Client.Tests.Web.Playing;

public sealed class PagePlayerTests : PagePlayerTest
{
    [Fact]
    public async Task Play_loads_the_song_and_prepares_what_follows()
    {
        await Player.PlayAsync(Songs("A", "B", "C"), at: 1);

        Assert.Equal(["load B at 0", "prepare C"], Audio.Take());
        Assert.Equal((PagePlayerState.Loading, 1, "B"), (Player.State, Player.Position, Player.Current?.Title));
        await Player.PlayingAsync(Key);
        Assert.Equal(PagePlayerState.Playing, Player.State);
    }

    [Fact]
    public async Task A_song_of_the_page_is_addressed_by_its_escaped_id()
    {
        await Player.PlayAsync([new("a/b?c", "Odd", "Nobody", "Album", 221)], at: 0);

        Assert.StartsWith("songs/a%2Fb%3Fc/audio", Audio.Loaded!.Url, StringComparison.Ordinal);
        Assert.Equal(new AudioSource(Key, Audio.Loaded.Url, "songs/a%2Fb%3Fc/cover", "Odd", "Nobody", "Album", 221), Audio.Loaded);
    }

    [Fact]
    public async Task Next_and_previous_play_and_at_the_ends_all_goes_on()
    {
        await PlayAsync("A", "B");
        await Player.NextAsync();
        Assert.Equal(["load B at 0", "prepare nothing"], Audio.Take());
        await Player.NextAsync();
        Assert.Empty(Audio.Take());

        await Player.PreviousAsync(position: 0);
        Assert.Equal(["load A at 0", "prepare B"], Audio.Take());
        await Player.PreviousAsync(position: 0);
        Assert.Empty(Audio.Take());
    }

    [Fact]
    public async Task Previous_leads_to_the_beginning_of_a_song_that_has_come_far_enough()
    {
        await PlayAsync("A", "B");
        await Player.NextAsync();
        Audio.Take();

        await Player.PreviousAsync(PagePlayer.RestartsAfter);
        Assert.Equal("load B at 0", Audio.Take()[0]);
        await Player.PreviousAsync(Math.BitDecrement(PagePlayer.RestartsAfter));
        Assert.Equal("load A at 0", Audio.Take()[0]);
    }

    [Fact]
    public async Task At_its_end_the_tab_goes_on_with_what_is_prepared_and_is_not_told_to()
    {
        await PlayAsync("A", "B", "C");
        var prepared = Audio.Prepared!.Key;

        await EndAsync();

        // The tab has begun with it already.
        Assert.Equal(["prepare C"], Audio.Take());
        Assert.Equal(("B", 1, PagePlayerState.Playing), (Player.Current?.Title, Player.Position, Player.State));
        await Player.PausedAsync(prepared);
        Assert.Equal(PagePlayerState.Paused, Player.State);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(-1)]
    public async Task When_the_tab_went_on_with_anything_else_the_next_song_is_loaded(int? next)
    {
        await PlayAsync("A", "B", "C");

        await Player.EndedAsync(Key, next);

        Assert.Equal(["load B at 0", "prepare C"], Audio.Take());
    }

    [Fact]
    public async Task At_the_end_of_the_queue_it_stops_and_toggle_plays_the_last_song_again()
    {
        await PlayAsync("A", "B");
        await EndAsync();
        Audio.Take();

        await EndAsync();

        Assert.Equal(["stop"], Audio.Take());
        Assert.Equal((PagePlayerState.Stopped, "B", null), (Player.State, Player.Current?.Title, Player.Problem));
        await Player.ToggleAsync();
        Assert.Equal("load B at 0", Audio.Take()[0]);
    }

    [Fact]
    public async Task Toggle_pauses_and_goes_on()
    {
        await PlayAsync("A");

        await Player.ToggleAsync();
        await Player.PausedAsync(Key);
        await Player.ToggleAsync();

        Assert.Equal(["pause", "play"], Audio.Take());
        Assert.False(Player.IsActive);
    }

    [Fact]
    public async Task Repeat_one_prepares_the_same_song_each_time_anew()
    {
        await PlayAsync("A", "B");
        await Player.SetRepeatAsync(Repeat.One);
        Assert.Equal(["prepare A"], Audio.Take());
        var key = Audio.Prepared!.Key;

        await EndAsync();

        Assert.Equal(["prepare A"], Audio.Take());
        Assert.NotEqual(key, Audio.Prepared!.Key);
        Assert.Equal(0, Player.Position);
        await Player.NextAsync();
        Assert.Equal("B", Player.Current?.Title);
    }

    [Fact]
    public async Task Repeat_all_goes_on_with_the_first_song_after_the_last()
    {
        await PlayAsync("A", "B");
        await Player.SetRepeatAsync(Repeat.All);
        await EndAsync();
        Assert.Equal(["prepare A"], Audio.Take());

        await EndAsync();

        Assert.Equal(["prepare B"], Audio.Take());
        Assert.Equal(("A", Repeat.All), (Player.Current?.Title, Player.Repeat));
    }

    [Fact]
    public async Task Shuffle_plays_each_song_once()
    {
        string[] titles = ["A", "B", "C", "D", "E", "F"];
        await PlayAsync(titles);
        await Player.SetShuffleAsync(true);
        var played = new List<string>();

        while (Player.State is not PagePlayerState.Stopped && played.Count <= titles.Length)
        {
            played.Add(Player.Current!.Title);
            await EndAsync();
        }

        Assert.True(Player.Shuffle);
        Assert.Equal("A", played[0]);
        Assert.Equal(titles, played.Order());
        Assert.DoesNotContain(Audio.Take(), call => call.StartsWith("load", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_queue_has_as_many_songs_as_there_is_room_for()
    {
        await Player.PlayAsync(Many(PagePlayer.MaxSongs - 1), at: 0);

        Assert.Equal(1, await Player.AddAsync(Songs("A", "B")));
        Assert.Equal((PagePlayer.MaxSongs, "A"), (Player.Songs.Count, Player.Songs[^1].Title));
        Assert.Equal(0, await Player.AddAsync(Songs("B")));
        await Player.PlayAsync(Many(PagePlayer.MaxSongs + 1), at: 0);
        Assert.Equal(PagePlayer.MaxSongs, Player.Songs.Count);
    }

    [Theory]
    [InlineData(PagePlayer.MaxSongs - 1, PagePlayer.MaxSongs - 1)]
    [InlineData(PagePlayer.MaxSongs, 0)]
    [InlineData(PagePlayer.MaxSongs + 1, 0)]
    public async Task A_song_beyond_the_longest_queue_begins_a_queue_of_what_follows_it(int at, int position)
    {
        await Player.PlayAsync(Many(PagePlayer.MaxSongs + 2), at);

        Assert.Equal(($"X{at}", position), (Player.Current?.Title, Player.Position));
    }

    [Fact]
    public async Task Songs_that_are_added_to_nothing_wait_and_else_what_plays_goes_on()
    {
        Assert.Equal(1, await Player.AddAsync(Songs("A")));
        Assert.Equal(["load A at 0, paused", "prepare nothing"], Audio.Take());
        Assert.Equal(PagePlayerState.Paused, Player.State);

        Assert.Equal(2, await Player.AddAsync(Songs("B", "C")));
        Assert.Equal(["prepare B"], Audio.Take());
        Assert.Equal("A", Player.Current?.Title);
    }

    [Fact]
    public async Task A_song_is_moved_chosen_and_taken_out_while_another_plays()
    {
        await PlayAsync("A", "B", "C");

        await Player.MoveAsync(from: 2, to: 1);
        Assert.Equal(["prepare C"], Audio.Take());
        await Player.RemoveAsync(1);
        Assert.Equal(["prepare B"], Audio.Take());
        await Player.GoToAsync(2);
        Assert.Empty(Audio.Take());
        await Player.GoToAsync(1);
        Assert.Equal(["load B at 0", "prepare nothing"], Audio.Take());
        Assert.Equal(["A", "B"], Player.Songs.Select(song => song.Title));
    }

    [Fact]
    public async Task Remove_of_the_current_song_goes_on_with_the_next_or_waits_as_it_did()
    {
        await PlayAsync("A", "B", "C");
        await Player.RemoveAsync(0);
        Assert.Equal(["load B at 0", "prepare C"], Audio.Take());

        await Player.PausedAsync(Key);
        await Player.RemoveAsync(0);

        Assert.Equal(["load C at 0, paused", "prepare nothing"], Audio.Take());
        Assert.Equal(PagePlayerState.Paused, Player.State);
    }

    [Fact]
    public async Task Remove_of_the_current_song_at_the_end_stops_and_play_begins_with_the_first()
    {
        await PlayAsync("A", "B");
        await Player.NextAsync();
        Audio.Take();

        await Player.RemoveAsync(1);
        Assert.Equal("stop", Audio.Take()[0]);
        Assert.Equal((PagePlayerState.Stopped, "A"), (Player.State, Player.Current?.Title));

        await Player.ToggleAsync();
        Assert.Equal("load A at 0", Audio.Take()[0]);
    }

    [Fact]
    public async Task Remove_of_the_last_song_stops()
    {
        await PlayAsync("A");

        await Player.RemoveAsync(0);

        Assert.Equal("stop", Audio.Take()[0]);
        Assert.Equal((PagePlayerState.Stopped, null), (Player.State, Player.Current));
        Assert.Empty(Player.Songs);
    }

    [Fact]
    public async Task Missing_songs_are_skipped_and_not_prepared()
    {
        await Player.PlayAsync([Missing("X"), .. Songs("A"), Missing("Y"), .. Songs("B")], at: 0);
        Assert.Equal(["load A at 0", "prepare nothing"], Audio.Take());

        await EndAsync();

        Assert.Equal(["load B at 0", "prepare nothing"], Audio.Take());
        Assert.Equal(3, Player.Position);
    }

    [Fact]
    public async Task When_all_songs_are_missing_it_says_so_also_when_they_are_repeated()
    {
        await Player.SetRepeatAsync(Repeat.All);
        Audio.Take();

        await Player.PlayAsync([Missing("X"), Missing("Y")], at: 1);

        Assert.Equal(["stop"], Audio.Take());
        Assert.Equal((PagePlayerState.Stopped, "The library no longer has the files of these songs."), (Player.State, Player.Problem));
    }

    [Fact]
    public async Task What_the_tab_tells_of_an_earlier_song_changes_nothing()
    {
        await PlayAsync("A", "B", "C");
        var old = Key;
        await Player.NextAsync();
        Audio.Take();

        await Player.PlayingAsync(old);
        await Player.PausedAsync(old);
        await Player.EndedAsync(old, Audio.Prepared!.Key);
        await Player.FailedAsync(old, position: 5);

        Assert.Empty(Audio.Take());
        Assert.Equal(("B", PagePlayerState.Loading), (Player.Current?.Title, Player.State));
    }

    [Fact]
    public async Task Start_goes_on_with_the_queue_that_the_tab_has_kept()
    {
        await PlayAsync("A", "B", "C");
        await Player.SetRepeatAsync(Repeat.All);
        await Player.NextAsync();
        Audio.Kept = new SavedAudio(Audio.Saved!, 83.25, Plays: true);
        Audio.Take();
        using var anew = new PagePlayer(Client, Status, Audio, Toasts);

        await anew.StartAsync();

        Assert.Equal(["load B at 83.25", "prepare C"], Audio.Take());
        Assert.Equal((1, Repeat.All, false), (anew.Position, anew.Repeat, anew.Shuffle));
        Assert.Equal(Player.Songs, anew.Songs);
    }

    [Fact]
    public async Task Start_waits_where_the_tab_was_paused()
    {
        Audio.Kept = new SavedAudio(new SavedQueue(Songs("A", "B"), 0, Shuffle: true, Repeat.Off).ToJson()!, 5, Plays: false);

        await Player.StartAsync();

        Assert.Equal(["load A at 5, paused", "prepare B"], Audio.Take());
        Assert.Equal((PagePlayerState.Paused, true), (Player.State, Player.Shuffle));
    }

    [Fact]
    public async Task What_was_clicked_while_the_tab_starts_plays_in_place_of_what_it_kept()
    {
        Audio.Kept = new SavedAudio(new SavedQueue(Songs("C"), 0, Shuffle: false, Repeat.Off).ToJson()!, 5, Plays: true);
        Audio.Starting = new TaskCompletionSource();
        var started = Player.StartAsync();
        await Player.PlayAsync(Songs("A", "B"), at: 0);
        Audio.Take();

        Audio.Starting.SetResult();
        await started;

        Assert.Equal(["load A at 0", "prepare B"], Audio.Take());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("""{"songs":[{"id":"a","title":"A","artist":"B"}],"at":1,"shuffle":false,"repeat":0}""")]
    public async Task Start_with_nothing_kept_or_what_is_no_queue_plays_nothing(string? kept)
    {
        Audio.Kept = kept is null ? null : new SavedAudio(kept, 5, Plays: true);

        await Player.StartAsync();

        Assert.Empty(Audio.Take());
        Assert.Equal((PagePlayerState.Stopped, null), (Player.State, Player.Current));
    }

    [Fact]
    public async Task Each_load_has_a_trace_of_its_own()
    {
        using var spans = new RecordedSpans(default);
        await Player.PlayAsync(Songs("A", "B"), at: 0);
        string[] urls = [Audio.Loaded!.Url, Audio.Prepared!.Url];
        await Player.PreviousAsync(PagePlayer.RestartsAfter);

        var traces = urls.Append(Audio.Loaded.Url).Select(url => url.Split("/audio?traceparent=00-")[1].Split('-')[0]).ToList();

        Assert.All(traces, trace => Assert.Matches("^[0-9a-f]{32}$", trace));
        Assert.Equal(3, traces.Distinct().Count());
    }
}
