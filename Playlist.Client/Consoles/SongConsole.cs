using Playlist.Client.Playing;

namespace Playlist.Client.Consoles;

/// <summary>The conversation with a person, line by line.</summary>
internal sealed class SongConsole(Terminal terminal, Conversation conversation, LibraryVerbs library, SongPlayer player)
{
    private const string Question = "Which song do you want to play?: ";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await conversation.TryAsync(() => library.ListSongsAsync("", cancellationToken), sayUnavailable: false);
            while (await terminal.ReadLineAsync(Question, cancellationToken) is { } line)
            {
                line = line.Trim();
                if (Conversation.IsQuit(line))
                {
                    return;
                }

                await conversation.TryAsync(() => conversation.RunAsync(line, cancellationToken));
                if (!terminal.IsInteractive)
                {
                    // Whoever reads the lines finds them in order.
                    await player.Begun.WaitAsync(cancellationToken);
                }
            }
        }
        finally
        {
            await player.StopAsync();
        }
    }
}
