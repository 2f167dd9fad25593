using System.Globalization;
using Playlist.Client.Songs;

namespace Playlist.Client.Consoles;

/// <summary>Hands received songs to a player, one at a time, while the conversation goes on.</summary>
internal sealed class SongPlayer(Terminal terminal) : IAsyncDisposable
{
    private readonly AudioPlayer? _player = AudioPlayer.Find();
    private CancellationTokenSource? _stopping;
    private Task _playing = Task.CompletedTask;

    /// <summary>Plays a song in place of the one that is playing. Owns <paramref name="song"/> from here on.</summary>
    public async Task PlayAsync(ReceivedSong song)
    {
        await StopAsync();
        if (_player is null)
        {
            using (song)
            {
                terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Received {song.Bytes:N0} bytes. {AudioPlayer.Missing}"));
            }

            return;
        }

        terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Received {song.Bytes:N0} bytes, which {_player.Name} plays now."));
        _stopping = new CancellationTokenSource();
        _playing = PlayAsync(_player, song, _stopping.Token);
    }

    public async Task StopAsync()
    {
        if (_stopping is not null)
        {
            await _stopping.CancelAsync();
            await _playing;
            _stopping.Dispose();
            _stopping = null;
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task PlayAsync(AudioPlayer player, ReceivedSong song, CancellationToken cancellationToken)
    {
        using (song)
        {
            try
            {
                if (await player.PlayAsync(song.Path, cancellationToken) is { } problem)
                {
                    terminal.WriteLine(TerminalText.Clean(problem), Colours.Problem);
                }
            }
            catch (OperationCanceledException)
            {
                // Stopped: another song comes, or the end.
            }
        }
    }
}
