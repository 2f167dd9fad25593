using Playlist.Client.Songs;
using Playlist.Protocol.Songs;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Client.Consoles;

/// <summary>What is typed, and which verb it is for. What is no verb is a song to play.</summary>
internal sealed class Conversation(ITranscript transcript, IEnumerable<IVerbs> groups, PlayingVerbs playing)
{
    private readonly Dictionary<string, Verb> _verbs = groups.SelectMany(group => group.All).ToDictionary(verb => verb.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a person wants to leave.</summary>
    public static bool IsQuit(string line) => Is(line, "quit") || Is(line, "exit");

    /// <param name="line">Without spaces around it.</param>
    /// <exception cref="UsageException">What was typed cannot be done.</exception>
    public Task RunAsync(string line, CancellationToken cancellationToken)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var (word, rest) = space < 0 ? (line, "") : (line[..space], line[(space + 1)..].TrimStart());
        if (line.Length == 0)
        {
            return Task.CompletedTask;
        }

        if (Is(line, "help"))
        {
            Help();
            return Task.CompletedTask;
        }

        // A song may begin with a verb's name, when the verb is one that stands alone.
        if (!_verbs.TryGetValue(word, out var verb) || (verb.Arguments.Length == 0 && rest.Length > 0))
        {
            return playing.PlayAsync(line, cancellationToken);
        }

        return rest.Length == 0 && verb.NeedsArguments
            ? throw new UsageException($"{verb.Usage}: {verb.Help}. A song of this name: play {verb.Name}")
            : verb.Run(rest, cancellationToken);
    }

    /// <summary>What cannot be done, what the server refuses, and a server that is away, are said, and the conversation goes on.</summary>
    /// <param name="sayUnavailable">Whether a server that is away is said here, where it was asked for: <see cref="ServerWatch"/> says it too.</param>
    public async Task TryAsync(Func<Task> action, bool sayUnavailable = true)
    {
        try
        {
            await action();
        }
        catch (SongServerUnavailableException) when (!sayUnavailable)
        {
        }
        catch (Exception exception) when (exception is UsageException or SongProtocolException or SongServerUnavailableException or InvalidDataException or IOException or UnauthorizedAccessException or StorageException)
        {
            transcript.WriteLine(TerminalText.Clean(exception.Message), LineKind.Problem);
        }
    }

    private void Help()
    {
        var width = _verbs.Values.Max(verb => verb.Usage.Length);
        transcript.WriteLine("A number, a title, or Title - Artist plays a song. A title that is one of the words below is played with: play TITLE");
        transcript.WriteLine("A number is one of the last list that has numbers; that of a playlist opens it. For play, remove and move it is one of the open playlist, whatever is listed.");
        foreach (var group in groups)
        {
            transcript.WriteLine(group.Title);
            foreach (var verb in group.All)
            {
                transcript.WriteLine($"  {verb.Usage.PadRight(width)}  {verb.Help}");
            }
        }

        transcript.WriteLine("  help, quit");
    }

    private static bool Is(string line, string word) => string.Equals(line, word, StringComparison.OrdinalIgnoreCase);
}
