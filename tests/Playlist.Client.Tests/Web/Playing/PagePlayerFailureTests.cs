using Playlist.Client.Playing;
using Playlist.Client.Songs;
using Playlist.Client.Web.Playing;

namespace Playlist.Client.Tests.Web.Playing;

public sealed class PagePlayerFailureTests() : PagePlayerTest("SongClient:RequestTimeout=00:00:02")
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(0)]
    [InlineData(5.5)]
    public async Task A_song_that_fails_is_loaded_again_where_it_was_and_at_last_left_out(double position)
    {
        await PlayAsync("A", "B");
        for (var attempt = 1; attempt < PagePlayer.MaxAttempts; attempt++)
        {
            await Player.FailedAsync(Key, position);
            Assert.Equal(FormattableString.Invariant($"load A at {position}"), Audio.Take()[0]);
            Assert.Empty(Toasts.Shown);
        }

        await Player.FailedAsync(Key, position);

        Assert.Equal("load B at 0", Audio.Take()[0]);
        Assert.Equal("This browser could not play A - Taylor Swift.", Assert.Single(Toasts.Shown).Text);
        Assert.Null(Player.Problem);
    }

    [Fact]
    public async Task A_song_that_comes_further_each_time_is_not_left_out()
    {
        await PlayAsync("A", "B");

        for (var attempt = 1; attempt <= PagePlayer.MaxAttempts + 1; attempt++)
        {
            await Player.FailedAsync(Key, attempt);
            Assert.Equal($"load A at {attempt}", Audio.Take()[0]);
        }
    }

    [Fact]
    public async Task A_song_begins_with_all_its_attempts()
    {
        await PlayAsync("A", "B");
        await FailAsync(PagePlayer.MaxAttempts);

        await FailAsync(PagePlayer.MaxAttempts - 1);

        Assert.Equal("B", Player.Current?.Title);
    }

    [Fact]
    public async Task A_song_that_the_server_no_longer_knows_is_skipped()
    {
        await PlayAsync("Gone", "A");

        await Player.FailedAsync(Key, position: 0);

        Assert.Equal("load A at 0", Audio.Take()[0]);
        Assert.Equal("Skipped Gone - Taylor Swift: There is no song 'gone'.", Assert.Single(Toasts.Shown).Text);
    }

    [Theory]
    [InlineData(2, nameof(Repeat.All), 2)]
    [InlineData(PagePlayer.MaxFailures, nameof(Repeat.Off), PagePlayer.MaxFailures)]
    [InlineData(PagePlayer.MaxFailures + 1, nameof(Repeat.All), PagePlayer.MaxFailures)]
    public async Task When_one_song_after_the_other_fails_it_gives_up(int songs, string repeat, int tried)
    {
        await Player.SetRepeatAsync(Enum.Parse<Repeat>(repeat));
        await Player.PlayAsync(Many(songs), at: 0);

        for (var i = 0; i < tried; i++)
        {
            Assert.Equal(PagePlayerState.Loading, Player.State);
            await Player.FailedAsync(Key, position: 0);
        }

        Assert.Equal((PagePlayerState.Stopped, $"Skipped X{tried - 1} - Nobody: There is no song 'x{tried - 1}'."), (Player.State, Player.Problem));
    }

    [Fact]
    public async Task A_song_that_plays_ends_the_row_of_failures()
    {
        await Player.PlayAsync(Many(PagePlayer.MaxFailures + 1), at: 0);
        for (var i = 0; i < PagePlayer.MaxFailures; i++)
        {
            await Player.PlayingAsync(Key);
            await Player.FailedAsync(Key, position: 0);
        }

        Assert.Equal((PagePlayerState.Loading, PagePlayer.MaxFailures), (Player.State, Player.Position));
    }

    [Fact]
    public async Task A_paused_song_that_fails_stays_paused()
    {
        await PlayAsync("A", "B");
        await Player.PausedAsync(Key);

        await Player.FailedAsync(Key, position: 5);
        Assert.Equal("load A at 5, paused", Audio.Take()[0]);
        Server.Songs.Clear();
        await Player.FailedAsync(Key, position: 5);

        Assert.Equal("load B at 0, paused", Audio.Take()[0]);
        Assert.Equal(PagePlayerState.Paused, Player.State);
    }

    [Fact]
    public async Task While_the_server_is_away_it_waits_and_then_goes_on_where_it_was()
    {
        await PlayAsync("A", "B");
        await LoseServerAsync();

        var failed = Player.FailedAsync(Key, position: 83.25);
        await UntilAsync(PagePlayerState.Waiting);
        Assert.StartsWith($"The song server at {Server.Address} cannot be reached", Player.Problem, StringComparison.Ordinal);
        await Player.PausedAsync(Key);
        Assert.Equal(PagePlayerState.Waiting, Player.State);
        Assert.True(Player.IsActive);
        Assert.Empty(Audio.Take());
        Server.IsAway = false;

        await failed.WaitAsync(Deadline, Cancellation);
        Assert.Equal(["load A at 83.25", "prepare B"], Audio.Take());
        Assert.Null(Player.Problem);
    }

    [Fact]
    public async Task Whatever_else_it_is_told_ends_the_wait()
    {
        await PlayAsync("A", "B");
        await LoseServerAsync();
        var failed = Player.FailedAsync(Key, position: 5);
        await UntilAsync(PagePlayerState.Waiting);

        await Player.NextAsync();

        await failed.WaitAsync(Deadline, Cancellation);
        Assert.Equal(["load B at 0", "prepare nothing"], Audio.Take());
        Assert.Equal(PagePlayerState.Loading, Player.State);
    }

    [Fact]
    public async Task Remove_of_the_song_that_it_waits_for_ends_the_wait()
    {
        await PlayAsync("A");
        await LoseServerAsync();
        var failed = Player.FailedAsync(Key, position: 5);
        await UntilAsync(PagePlayerState.Waiting);

        await Player.RemoveAsync(0);

        await failed.WaitAsync(Deadline, Cancellation);
        Assert.Equal("stop", Audio.Take()[0]);
        Assert.NotNull(Status.Problem);
    }

    [Fact]
    public async Task Toggle_ends_the_wait_and_then_loads_the_song_where_it_was()
    {
        await PlayAsync("A", "B");
        await LoseServerAsync();
        var failed = Player.FailedAsync(Key, position: 5);
        await UntilAsync(PagePlayerState.Waiting);

        await Player.ToggleAsync();
        await failed.WaitAsync(Deadline, Cancellation);
        Assert.Equal(PagePlayerState.Paused, Player.State);
        Assert.Empty(Audio.Take());

        await Player.ToggleAsync();
        Assert.Equal("load A at 5", Audio.Take()[0]);
    }

    [Fact]
    public async Task A_paused_song_that_fails_while_the_server_is_away_waits_for_a_person()
    {
        await PlayAsync("A", "B");
        await Player.PausedAsync(Key);
        Server.IsAway = true;

        await Player.FailedAsync(Key, position: 5);

        Assert.Equal(PagePlayerState.Paused, Player.State);
        Assert.NotNull(Player.Problem);
        Assert.Empty(Audio.Take());
        await Player.ToggleAsync();
        Assert.Equal("load A at 5", Audio.Take()[0]);
    }

    [Fact]
    public async Task A_song_that_is_paused_while_the_server_is_asked_stays_paused()
    {
        await PlayAsync("A", "B");
        Server.IsAway = true;
        var failed = Player.FailedAsync(Key, position: 5);
        Assert.Equal(PagePlayerState.Loading, Player.State);

        await Player.PausedAsync(Key);
        await failed.WaitAsync(Deadline, Cancellation);

        Assert.Equal(PagePlayerState.Paused, Player.State);
        Assert.NotNull(Player.Problem);
        Assert.Empty(Audio.Take());
    }

    [Fact]
    public async Task Dispose_ends_the_wait()
    {
        await PlayAsync("A");
        await LoseServerAsync();
        var failed = Player.FailedAsync(Key, position: 5);
        await UntilAsync(PagePlayerState.Waiting);

        Player.Dispose();

        await failed.WaitAsync(Deadline, Cancellation);
        Assert.Empty(Audio.Take());
    }

    private async Task FailAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            await Player.FailedAsync(Key, position: 0);
        }
    }

    /// <summary>Ends when the status has noticed.</summary>
    private async Task LoseServerAsync()
    {
        await Status.StartAsync(Cancellation);
        Server.IsAway = true;
        await Assert.ThrowsAsync<SongServerUnavailableException>(() => Client.PingAsync(Cancellation));
        while (true)
        {
            var changed = Status.Changed;
            if (Status.Problem is not null)
            {
                return;
            }

            await changed.WaitAsync(Deadline, Cancellation);
        }
    }

    private async Task UntilAsync(PagePlayerState state)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Player.Changed += Look;
        Look();
        await reached.Task.WaitAsync(Deadline, Cancellation);
        Player.Changed -= Look;

        void Look()
        {
            if (Player.State == state)
            {
                reached.TrySetResult();
            }
        }
    }
}
