namespace Playlist.Client.Inbox;

internal static class InboxReading
{
    /// <summary>What <c>updates</c> says of a client that keeps nothing.</summary>
    public const string NoName = "Only a client with a name keeps its updates: say who you are with --name NAME, or set Client:Name.";

    private const int MaxListed = 100_000;

    /// <summary>Shows what the inbox has, in the order in which it came, and marks it as read.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> ShowAsync(this IInbox inbox, InboxQuery query, Action<string> show, CancellationToken cancellationToken)
    {
        var updates = (await inbox.ListAsync(query, MaxListed, cancellationToken)).Reverse().ToList();
        updates.ForEach(update => show(InboxText.Of(update)));
        foreach (var some in updates.Where(update => !update.IsRead).Select(update => update.Id).Chunk(1000))
        {
            await inbox.MarkReadAsync(some, cancellationToken);
        }

        return updates.Count;
    }
}
