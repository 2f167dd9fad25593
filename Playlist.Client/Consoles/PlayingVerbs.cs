using System.Globalization;
using Playlist.Client.CommandLine;
using Playlist.Client.Playing;
using Playlist.Client.Songs;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Consoles;

/// <summary>Playing songs, and what a remote control has.</summary>
internal sealed class PlayingVerbs(ITranscript transcript, SongClient client, ShownList shown, PlaylistView view, PlaylistVerbs playlists, SongPlayer player) : IVerbs
{
    private const int MaxUpcoming = 20;

    public string Title => "Playing:";

    public IEnumerable<Verb> All =>
    [
        new("play", "[N|TITLE]", "play the open playlist, or else the songs listed, through, from song N on; or play a song", PlayThroughAsync),
        new("next", "", "the next song", (_, _) => MoveAsync(player.NextAsync, "There is no song after this one.")),
        new("previous", "", "the song before", (_, _) => MoveAsync(player.PreviousAsync, "There is no song before this one.")),
        new("pause", "", "pause", (_, _) => PauseAsync()),
        new("resume", "", "go on where it was paused or stopped", (_, _) => ResumeAsync()),
        new("seek", "1:23|+10|-10", "go to a place in the song, or some seconds on or back", (to, _) => SeekAsync(to)),
        new("stop", "", "stop playing", (_, _) => StopAsync()),
        new("shuffle", "[on|off]", "play each song once, in any order", (state, _) => ShuffleAsync(state)),
        new("repeat", "off|all|one", "play all songs again, or one", (what, _) => RepeatAsync(what)),
        new("queue", "", "what plays, and what follows", (_, _) => ShowQueueAsync()),
        new("now", "", "what plays, and where in the song it is", (_, _) => ShowNowAsync()),
    ];

    /// <summary>A number of the last list, or a song's name. A song that is not there leaves what plays as it is.</summary>
    public async Task PlayAsync(string typed, CancellationToken cancellationToken)
    {
        if (shown.Playlist(typed) is { } playlist)
        {
            await playlists.OpenAsync(playlist.Id, cancellationToken);
            return;
        }

        var listed = shown.Song(typed);
        var playback = await client.PlayAsync(listed?.Id ?? typed, range: default, cancellationToken);
        transcript.WriteLine(TerminalText.Clean($"server response: {playback.Reply.Message}"));
        await player.PlayAsync([playback.Reply.Song ?? listed ?? new Song(typed, typed, "")], at: 0, playback);
    }

    private async Task PlayThroughAsync(string typed, CancellationToken cancellationToken)
    {
        var songs = view.Playlist?.Songs ?? shown.Songs;
        var at = ShownList.Index(typed, songs.Count);
        if (typed.Length > 0 && at is null)
        {
            await PlayAsync(typed, cancellationToken);
        }
        else if (songs.Count == 0)
        {
            throw new UsageException(view.Playlist is null ? "There are no songs to play: list some with songs, or open a playlist." : "The open playlist has no songs yet: add SONG");
        }
        else
        {
            await player.PlayAsync(songs, at, asked: null);
        }
    }

    private async Task MoveAsync(Func<Task<bool>> move, string otherwise)
    {
        if (!await move())
        {
            transcript.WriteLine(player.Now.Song is null ? "Nothing is played. A number, a title, or play begins." : otherwise);
        }
    }

    private async Task PauseAsync() =>
        transcript.WriteLine(await player.PauseAsync() ? $"Paused {ConsoleEvents.Describe(player.Now)}" : "Nothing is playing.");

    private async Task ResumeAsync()
    {
        if (!await player.ResumeAsync())
        {
            transcript.WriteLine(player.Now.Song is null ? "There is nothing to go on with: play begins." : "It is playing.");
        }
    }

    private async Task SeekAsync(string typed)
    {
        var to = SeekPosition.Parse(typed) ?? throw new UsageException("Seek where? To a place, as in 1:23, or some seconds on or back, as in +10 or -10.");
        var now = player.Now;
        if (now is not { Song: { } song, State: not PlayerState.Stopped })
        {
            throw new UsageException("Nothing is played. A number, a title, or play begins.");
        }

        var position = to.From(now.Position);
        if (position.TotalSeconds >= song.Duration)
        {
            throw new UsageException($"The song is only {ListText.Duration(song.Duration)} long.");
        }

        await player.SeekAsync(position);
        if (player.Now.State is PlayerState.Paused)
        {
            transcript.WriteLine($"Paused {ConsoleEvents.Describe(player.Now)}");
        }
    }

    private async Task StopAsync()
    {
        if (!await player.StopAsync())
        {
            transcript.WriteLine("Nothing is playing.");
        }
    }

    private Task ShuffleAsync(string state)
    {
        player.Shuffle = state.ToUpperInvariant() switch
        {
            "" => !player.Shuffle,
            "ON" => true,
            "OFF" => false,
            _ => throw new UsageException("shuffle on, or shuffle off?"),
        };
        transcript.WriteLine(player.Shuffle ? "Shuffle is on." : "Shuffle is off.");
        return Task.CompletedTask;
    }

    private Task RepeatAsync(string what)
    {
        player.Repeat = what.ToUpperInvariant() switch
        {
            "OFF" => Repeat.Off,
            "ALL" => Repeat.All,
            "ONE" => Repeat.One,
            _ => throw new UsageException("repeat off, repeat all, or repeat one?"),
        };
        transcript.WriteLine(player.Repeat switch
        {
            Repeat.All => "All songs are repeated.",
            Repeat.One => "The song is repeated.",
            _ => "Nothing is repeated.",
        });
        return Task.CompletedTask;
    }

    private async Task ShowQueueAsync()
    {
        await ShowNowAsync();
        var upcoming = player.Upcoming;
        foreach (var song in upcoming.Take(MaxUpcoming))
        {
            transcript.WriteLine($"  {song.DisplayName()}{(song.Missing is true ? " (missing)" : "")}");
        }

        if (upcoming.Count > MaxUpcoming)
        {
            transcript.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  and {upcoming.Count - MaxUpcoming:N0} more"));
        }

        transcript.WriteLine($"Shuffle is {(player.Shuffle ? "on" : "off")}, repeat is {player.Repeat.ToString().ToLowerInvariant()}.");
    }

    private Task ShowNowAsync()
    {
        var now = player.Now;
        transcript.WriteLine(ConsoleEvents.DescribeWithState(now));
        return Task.CompletedTask;
    }
}
