namespace Playlist.FaultTests.Histories;

/// <summary>Finds what breaks the promise: each accepted update with each follower once, in order per artist, and the notifier tells the truth about it.</summary>
internal static class HistoryChecker
{
    private const int MostShown = 20;

    public static IReadOnlyList<Defect> Check(History history)
    {
        var accepted = new Dictionary<Guid, Entry>();
        var defects = new List<Defect>();
        foreach (var entry in history.Accepted)
        {
            if (!accepted.TryAdd(entry.Id, entry))
            {
                defects.Add(new Defect(DefectKind.AcceptedAsAnother, entry, $"{entry} was accepted under the id of {accepted[entry.Id]}."));
            }
        }

        CheckTold(history, accepted, defects);
        foreach (var listener in history.Listeners)
        {
            var due = history.Accepted.Where(entry => listener.Follows.Contains(entry.Artist)).DistinctBy(entry => entry.Id).ToList();
            var inbox = $"in the inbox of {listener.Name}";
            defects.AddRange(Compare(listener, due, "accepted", listener.Received, inbox, accepted, history));
            if (listener.Shown is { } shown)
            {
                defects.AddRange(Compare(listener, [.. listener.Received.DistinctBy(entry => entry.Id).TakeLast(listener.MostShown)], inbox, shown, $"shown by {listener.Name}", accepted, history));
            }
        }

        return defects;
    }

    /// <summary>Fails with the defects, if there are any.</summary>
    public static void AssertClean(History history)
    {
        var defects = Check(history);
        if (defects.Count > 0)
        {
            var kinds = string.Join(", ", defects.CountBy(defect => defect.Kind).Select(kind => $"{kind.Value} {kind.Key}"));
            Assert.Fail($"{defects.Count} defects ({kinds}) among {history.Accepted.Count} accepted updates:\n{string.Join('\n', defects.Take(MostShown))}{(defects.Count > MostShown ? "\n…" : "")}");
        }
    }

    private static void CheckTold(History history, Dictionary<Guid, Entry> accepted, List<Defect> defects)
    {
        var told = new Dictionary<Guid, string>();
        foreach (var outcome in history.Told)
        {
            told[outcome.Id] = outcome.Status;
            if (!accepted.ContainsKey(outcome.Id))
            {
                defects.Add(new Defect(DefectKind.OutOfNowhere, new Entry(outcome.Id, "", ""), $"The notifier tells of {outcome.Id}, which it never accepted."));
            }
        }

        foreach (var entry in accepted.Values)
        {
            var followers = history.Listeners.Where(listener => listener.Follows.Contains(entry.Artist)).Select(listener => listener.Name).ToList();
            var status = told.GetValueOrDefault(entry.Id, "unknown");
            (DefectKind Kind, string Text)? wrong = status switch
            {
                "delivered" when followers.Count == 0 => (DefectKind.DeliveredToNobody, "though nobody follows the artist"),
                "no_followers" when followers.Count > 0 => (DefectKind.FollowerDenied, $"though {string.Join(" and ", followers)} follow the artist"),
                "delivered" or "no_followers" => null,
                "failed" => (DefectKind.Failed, "though nothing lasts that could make it fail"),
                _ => (DefectKind.Unfinished, "and nothing final"),
            };
            if (wrong is var (kind, text))
            {
                defects.Add(new Defect(kind, entry, $"{entry} is told to be '{status}', {text}."));
            }
        }
    }

    /// <param name="due">What must be there; of each artist, in this order.</param>
    /// <param name="from">Where that was.</param>
    /// <param name="where">Where <paramref name="actual"/> is.</param>
    private static IEnumerable<Defect> Compare(
        Listener listener, List<Entry> due, string from, IReadOnlyList<Entry> actual, string where, Dictionary<Guid, Entry> accepted, History history)
    {
        var places = due.Index().ToDictionary(item => item.Item.Id, item => item.Index);
        var seen = new HashSet<Guid>();
        var newest = new Dictionary<string, Entry>();
        foreach (var entry in actual)
        {
            if (!seen.Add(entry.Id))
            {
                yield return new Defect(DefectKind.Duplicated, entry, $"{entry} is more than once {where}.");
            }
            else if (!accepted.TryGetValue(entry.Id, out var original))
            {
                var twin = history.Accepted.FirstOrDefault(other => (other.Artist, other.Message) == (entry.Artist, entry.Message));
                yield return new Defect(DefectKind.OutOfNowhere, entry, $"{entry} is {where}, and was never accepted{(twin is null ? "" : $"; its text was, as {twin.Id}: one post has become two updates")}.");
            }
            else if (entry != original)
            {
                yield return new Defect(DefectKind.Altered, original, $"{original} is {where} as '{entry.Message}' of {entry.Artist}.");
            }
            else if (!listener.Follows.Contains(entry.Artist))
            {
                yield return new Defect(DefectKind.NotFollowed, entry, $"{entry} is {where}, who does not follow the artist.");
            }
            else if (!places.TryGetValue(entry.Id, out var place))
            {
                yield return new Defect(DefectKind.OutOfNowhere, entry, $"{entry} is {where}, and is not {from}.");
            }
            else if (newest.TryGetValue(entry.Artist, out var newer) && places[newer.Id] > place)
            {
                yield return new Defect(DefectKind.Reordered, entry, $"{entry} is {where} after {newer}, which came later.");
            }
            else
            {
                newest[entry.Artist] = entry;
            }
        }

        foreach (var entry in due.Where(entry => !seen.Contains(entry.Id)))
        {
            yield return new Defect(DefectKind.Lost, entry, $"{entry} was {from}, and is not {where}.");
        }
    }
}
