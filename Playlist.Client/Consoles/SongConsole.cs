using System.Globalization;
using Playlist.Client.Songs;
using Playlist.Client.Updates;
using Playlist.Protocol.Songs;
using Playlist.Protocol.Updates;

namespace Playlist.Client.Consoles;

/// <summary>The conversation with a person: what is typed, and what comes of it.</summary>
internal sealed class SongConsole(Terminal terminal, SongClient client, UpdateListener listener, FollowedArtists followed, ListenerStatus updates, SongPlayer player)
{
    private const string Question = "Which song do you want to play?: ";

    private IReadOnlyList<Song> _listed = [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await TryAsync(() => ListAsync(query: null, cancellationToken), sayUnavailable: false);
        while (await terminal.ReadLineAsync(Question, cancellationToken) is { } line)
        {
            var (word, rest) = Split(line.Trim());
            switch (word.ToUpperInvariant())
            {
                case "":
                    break;
                case "QUIT" or "EXIT" when rest.Length == 0:
                    return;
                case "HELP" when rest.Length == 0:
                    Help();
                    break;
                case "SONGS":
                    await TryAsync(() => ListAsync(rest, cancellationToken));
                    break;
                case "FOLLOW":
                    await FollowAsync(rest, cancellationToken);
                    break;
                case "UNFOLLOW":
                    await UnfollowAsync(rest, cancellationToken);
                    break;
                case "STOP" when rest.Length == 0:
                    await player.StopAsync();
                    break;
                default:
                    await TryAsync(() => PlayAsync(Name(line.Trim()), cancellationToken));
                    break;
            }
        }
    }

    private async Task ListAsync(string? query, CancellationToken cancellationToken)
    {
        _listed = await client.GetAllSongsAsync(string.IsNullOrEmpty(query) ? null : query, cancellationToken);
        for (var i = 0; i < _listed.Count; i++)
        {
            terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {_listed[i].DisplayName()}"));
        }

        if (_listed.Count == 0)
        {
            terminal.WriteLine(string.IsNullOrEmpty(query) ? "The server has no songs." : "No song has these words. All songs: songs");
        }
    }

    /// <summary>A number stands for a song of the last list; anything else is a song's name.</summary>
    private string Name(string typed) =>
        int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= _listed.Count
            ? _listed[number - 1].Id
            : typed;

    private async Task PlayAsync(string name, CancellationToken cancellationToken)
    {
        await using var playback = await client.PlayAsync(name, range: default, cancellationToken);
        terminal.WriteLine(TerminalText.Clean($"server response: {playback.Reply.Message}"));
        var progress = new ProgressBar(terminal, playback.Reply.Bytes ?? 0);
        ReceivedSong song;
        try
        {
            song = await ReceivedSong.ReceiveAsync(playback, destination: null, progress, cancellationToken);
        }
        finally
        {
            terminal.ShowStatus(null);
        }

        terminal.WriteLine(progress.Draw(percent: 100));
        await player.PlayAsync(song);
    }

    private async Task FollowAsync(string artist, CancellationToken cancellationToken)
    {
        if (artist.Length == 0)
        {
            terminal.WriteLine(followed.Names is { Count: > 0 } names ? $"You follow: {TerminalText.Clean(string.Join(", ", names))}." : "You follow nobody yet: follow ARTIST");
            return;
        }

        if (!UpdateText.IsValid(artist, UpdateText.MaxArtistLength, out var error))
        {
            terminal.WriteLine($"An artist's name {error}", Colours.Problem);
            return;
        }

        var (name, added) = await listener.FollowAsync(artist, cancellationToken);
        terminal.WriteLine(TerminalText.Clean((added ? $"You follow {name}." : $"You follow {name} already.") + (updates.IsListening ? "" : " Updates come once the broker is there.")));
    }

    private async Task UnfollowAsync(string artist, CancellationToken cancellationToken)
    {
        var removed = UpdateText.IsValid(artist, UpdateText.MaxArtistLength, out _) ? await listener.UnfollowAsync(artist, cancellationToken) : null;
        terminal.WriteLine(TerminalText.Clean(removed is null ? $"You do not follow '{artist}'. Whom you follow: follow" : $"You follow {removed} no longer."));
    }

    private void Help()
    {
        terminal.WriteLine("A number, a title, or Title - Artist plays a song. And besides:");
        terminal.WriteLine("  songs [words]      list all songs, or those with these words");
        terminal.WriteLine("  stop               stop the song that is playing");
        terminal.WriteLine("  follow [artist]    hear of an artist, or see whom you follow");
        terminal.WriteLine("  unfollow artist    hear of an artist no more");
        terminal.WriteLine("  help, quit");
    }

    /// <summary>What the server refuses, and a server that is away, are said, and the conversation goes on.</summary>
    /// <param name="sayUnavailable">Whether a server that is away is said here, where it was asked for: <see cref="ServerWatch"/> says it too.</param>
    private async Task TryAsync(Func<Task> action, bool sayUnavailable = true)
    {
        try
        {
            await action();
        }
        catch (SongServerUnavailableException) when (!sayUnavailable)
        {
        }
        catch (Exception exception) when (exception is SongProtocolException or SongServerUnavailableException or InvalidDataException or IOException)
        {
            terminal.WriteLine(TerminalText.Clean(exception.Message), Colours.Problem);
        }
    }

    private static (string First, string Others) Split(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? (line, "") : (line[..space], line[(space + 1)..].Trim());
    }
}
