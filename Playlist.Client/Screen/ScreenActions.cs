using System.Globalization;
using Playlist.Client.Consoles;
using Playlist.Client.Inbox;
using Playlist.Client.Library;
using Playlist.Client.Playing;
using Playlist.Client.Songs;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Screen;

/// <summary>What keys and commands do beyond the screen: most of it is what a verb does too.</summary>
internal sealed class ScreenActions(
    ScreenChanges changes, Conversation conversation, SongClient client, SongPlayer player, PlaylistView playlist, PlaylistVerbs playlists, IInbox inbox)
{
    /// <summary>The longest queue that one key makes of the library: what fits into one request.</summary>
    public const int MaxQueued = SongProtocol.MaxListLimit;

    // So many of them are songs before the chosen one.
    private const int Behind = 100;
    private const int SeekSeconds = 10;

    // Apart from each other, so that a long import does not keep one from pausing.
    private readonly Errands _playing = new(conversation);
    private readonly Errands _commands = new(conversation);
    private int _seekSeconds;

    /// <summary>Does what it is told, until it is cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(_playing.RunAsync(cancellationToken), _commands.RunAsync(cancellationToken));

    public void Do(ScreenAction action, ScreenState state)
    {
        switch (action)
        {
            case ScreenAction.Enter:
                Enter(state);
                break;
            case ScreenAction.Back when state is { View: View.Playlists, Playlist: not null }:
                _commands.Post(async _ =>
                {
                    await playlist.CloseAsync();
                    changes.Post(closed => closed.Playlists.Expire());
                });
                break;
            case ScreenAction.PauseOrResume:
                _playing.Post(async token => _ = await player.PauseAsync() || await player.ResumeAsync() || Say("Nothing is played: Enter plays the chosen song."));
                break;
            case ScreenAction.Next:
                Play("next");
                break;
            case ScreenAction.Previous:
                Play("previous");
                break;
            case ScreenAction.SeekBack:
                Seek(-SeekSeconds);
                break;
            case ScreenAction.SeekOn:
                Seek(SeekSeconds);
                break;
            case ScreenAction.Shuffle:
                player.Shuffle = !player.Shuffle;
                break;
            case ScreenAction.Repeat:
                player.Repeat = player.Repeat switch { Repeat.Off => Repeat.All, Repeat.All => Repeat.One, _ => Repeat.Off };
                break;
            case ScreenAction.Follow when state.SelectedArtist is { } artist:
                _commands.Post(token => conversation.RunAsync($"{(state.IsFollowed(artist) ? "unfollow" : "follow")} {artist}", token));
                break;
            case ScreenAction.AddToPlaylist when state.SelectedSong is { } song:
                _commands.Post(token => playlists.AddAtEndAsync(song.Id, token));
                break;
            case ScreenAction.AddToQueue when state.SelectedSong is { } song:
                player.Add(song);
                Say($"Queued {song.DisplayName()}");
                break;
            case ScreenAction.RemoveFromQueue when state is { View: View.Queue, SelectedSong: { } song }:
                _ = player.Remove(state.SelectedIndex, song) || Say("The current song stays in the queue.");
                break;
        }
    }

    /// <summary>Runs what was typed behind the colon; what it says is shown, as much as it may be.</summary>
    public void Run(string line) => _commands.Post(async token =>
    {
        var said = 0;
        changes.Post(state => said = state.Said);
        var before = playlist.Playlist?.Summary.Id;
        await conversation.TryAsync(() => conversation.RunAsync(line, token));
        var opened = playlist.Playlist?.Summary.Id is { } id && id != before;
        changes.Post(state =>
        {
            state.Playlists.Expire();
            if (opened)
            {
                state.Show(View.Playlists);
            }
            else if (state.Said - said > state.Size.MessageRows)
            {
                state.ShowSaid(said);
            }
        });
    });

    private void Enter(ScreenState state)
    {
        var index = state.SelectedIndex;
        switch (state)
        {
            case { View: View.Library, SelectedSong: { } song }:
                _playing.Post(token => PlayAsync(song, index, state.Songs.Count ?? 0, state.Query, token));
                break;
            case { View: View.Queue, SelectedSong: { } song }:
                _playing.Post(_ => player.PlayAtAsync(index, song));
                break;
            case { View: View.Playlists, Playlist: { } open } when index < open.Songs.Count:
                _playing.Post(_ => player.PlayAsync(open.Songs, index, asked: null));
                break;
            case { SelectedPlaylist: { } chosen }:
                _commands.Post(token => playlist.OpenAsync(chosen.Id, token));
                break;
            case { SelectedUpdate: { } update }:
                _playing.Post(token => inbox.MarkReadAsync([update.Id], token));
                break;
        }
    }

    /// <summary>Plays a song of the library, and the songs around it.</summary>
    private async Task PlayAsync(Song song, int index, int count, string query, CancellationToken cancellationToken)
    {
        var first = Math.Max(0, Math.Min(index - Behind, count - MaxQueued));
        var page = await client.GetSongsAsync(new SongSearch(query.Length > 0 ? query : null), first, MaxQueued, cancellationToken);
        var songs = page.Songs?.ToList() ?? [];
        var at = songs.FindIndex(listed => listed.Id == song.Id);
        await (at < 0 ? player.PlayAsync([song], at: 0, asked: null) : player.PlayAsync(songs, at, asked: null));
    }

    private void Play(string verb) => _playing.Post(token => conversation.RunAsync(verb, token));

    /// <summary>Each start of a player takes a moment: keys that are pressed meanwhile are added up.</summary>
    private void Seek(int seconds)
    {
        if (Interlocked.Add(ref _seekSeconds, seconds) is var sum && sum == seconds)
        {
            _playing.Post(async token =>
            {
                if (Interlocked.Exchange(ref _seekSeconds, 0) is not 0 and var all)
                {
                    await conversation.RunAsync(string.Create(CultureInfo.InvariantCulture, $"seek {all:+0;-0}"), token);
                }
            });
        }
    }

    private bool Say(string text)
    {
        changes.Post(state => state.Say(new Message(text, LineKind.Plain)));
        return true;
    }
}
