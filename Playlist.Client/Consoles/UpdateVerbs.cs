using Microsoft.Extensions.Options;
using Playlist.Client.Inbox;
using Playlist.Client.Updates;

namespace Playlist.Client.Consoles;

/// <summary>What was heard, also while nobody looked.</summary>
internal sealed class UpdateVerbs(ITranscript transcript, IInbox inbox, IOptions<UpdateListenerOptions> options, TimeProvider time) : IVerbs
{
    public string Title => "Updates:";

    public IEnumerable<Verb> All =>
    [
        new("updates", "[--unread] [--since WHEN]", $"list what came, and mark it as read; WHEN is {InboxText.SinceExample}", ListAsync),
    ];

    private async Task ListAsync(string typed, CancellationToken cancellationToken)
    {
        if (options.Value.Name is null)
        {
            throw new UsageException(InboxReading.NoName);
        }

        if (await inbox.ShowAsync(Parse(typed), line => transcript.WriteLine(ConsoleLines.Sentence(line)), cancellationToken) == 0)
        {
            transcript.WriteLine("There are no such updates.");
        }
    }

    private InboxQuery Parse(string typed)
    {
        var query = new InboxQuery();
        var words = new Queue<string>(typed.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        while (words.TryDequeue(out var word))
        {
            query = word.TrimStart('-') switch
            {
                "unread" => query with { Unread = true },
                "since" when words.TryDequeue(out var when) && InboxText.TryParseSince(when, time.GetUtcNow(), out var since) => query with { Since = since },
                _ => throw new UsageException($"updates [--unread] [--since WHEN], where WHEN is {InboxText.SinceExample}"),
            };
        }

        return query;
    }
}
