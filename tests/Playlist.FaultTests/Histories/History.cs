namespace Playlist.FaultTests.Histories;

/// <summary>What has become of updates, as those saw it who took part.</summary>
/// <param name="Accepted">Those that the notifier has said to have accepted; of each artist, in that order.</param>
/// <param name="Told">What the notifier has told of them in the end.</param>
internal sealed record History(IReadOnlyList<Entry> Accepted, IReadOnlyList<Outcome> Told, IReadOnlyList<Listener> Listeners);

/// <summary>An update, wherever it is seen.</summary>
internal sealed record Entry(Guid Id, string Artist, string Message)
{
    public override string ToString() => $"'{Message}' of {Artist} ({Id})";
}

/// <param name="Status">As <c>GET /updates/{id}</c> has it: <c>delivered</c>, <c>no_followers</c>, <c>failed</c>, <c>accepted</c>.</param>
internal sealed record Outcome(Guid Id, string Status);

/// <summary>A client that has followed these artists from before the first update on.</summary>
/// <param name="Received">What is in its inbox, in the order in which it came.</param>
/// <param name="Shown">What it shows to a person, the oldest first; <see langword="null"/> when that was not looked at.</param>
/// <param name="MostShown">How many it shows, the newest, when there are more.</param>
internal sealed record Listener(string Name, IReadOnlyList<string> Follows, IReadOnlyList<Entry> Received, IReadOnlyList<Entry>? Shown, int MostShown = int.MaxValue);
