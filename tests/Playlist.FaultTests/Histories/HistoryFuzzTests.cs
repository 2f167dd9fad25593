using System.Collections.Immutable;
using CsCheck;

namespace Playlist.FaultTests.Histories;

/// <summary>Histories made by chance, and one thing changed in each.</summary>
public sealed class HistoryFuzzTests
{
    private static readonly Gen<History> Histories = Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[1, 40], Gen.Int).Select((artists, listeners, updates, seed) => Make(artists, listeners, updates, new Random(seed)));

    private static readonly Mutation[] Mutations =
    [
        new(DefectKind.Lost, (history, random) => InAnInbox(history, random, (listener, entries) => Without(entries, Any(entries, random)))),
        new(DefectKind.Duplicated, (history, random) => InAnInbox(history, random, (listener, entries) =>
        {
            // Anywhere after the first.
            var twin = random.Next(entries.Count);
            return (entries[twin], entries.Insert(random.Next(twin, entries.Count) + 1, entries[twin]));
        })),
        new(DefectKind.Reordered, (history, random) => InAnInbox(history, random, (listener, entries) =>
        {
            if (Pick(entries.Where(entry => entries.FindLast(other => other.Artist == entry.Artist) != entry), random) is not { } early)
            {
                return null;
            }

            var late = Pick(entries.SkipWhile(entry => entry != early).Skip(1).Where(entry => entry.Artist == early.Artist), random)!;
            return (early, entries.Remove(early).Insert(entries.IndexOf(late), early));
        })),
        new(DefectKind.OutOfNowhere, (history, random) => InAnInbox(history, random, (listener, entries) =>
        {
            var stray = new Entry(NewId(random), listener.Follows[0], "stray");
            return (stray, entries.Insert(random.Next(entries.Count + 1), stray));
        })),
        new(DefectKind.OutOfNowhere, (history, random) => InAnInbox(history, random, (listener, entries) =>
        {
            // One post that was accepted twice.
            var twin = Any(entries, random) with { Id = NewId(random) };
            return (twin, entries.Insert(random.Next(entries.Count + 1), twin));
        })),
        new(DefectKind.NotFollowed, (history, random) => InAnInbox(history, random, (listener, entries) =>
            Pick(history.Accepted.Where(entry => !listener.Follows.Contains(entry.Artist)), random) is { } others ? (others, entries.Insert(random.Next(entries.Count + 1), others)) : null)),
        new(DefectKind.Altered, (history, random) => InAnInbox(history, random, (listener, entries) =>
        {
            var altered = Any(entries, random);
            return (altered, entries.Replace(altered, altered with { Message = altered.Message + "!" }));
        })),
        new(DefectKind.Unfinished, (history, random) => InWhatIsTold(history, random, _ => true, "accepted")),
        new(DefectKind.Failed, (history, random) => InWhatIsTold(history, random, _ => true, "failed")),
        new(DefectKind.DeliveredToNobody, (history, random) => InWhatIsTold(history, random, outcome => outcome.Status == "no_followers", "delivered")),
        new(DefectKind.FollowerDenied, (history, random) => InWhatIsTold(history, random, outcome => outcome.Status == "delivered", "no_followers")),
    ];

    [Fact]
    public void A_clean_history_passes() => Histories.Sample(history => HistoryChecker.Check(history).Count == 0);

    [Fact]
    public void One_change_is_found_and_nothing_else() =>
        Gen.Select(Histories, Gen.Int[0, Mutations.Length - 1], Gen.Int).Sample((history, number, seed) =>
        {
            if (Mutations[number].Apply(history, new Random(seed)) is not var (changed, mutant))
            {
                return true;
            }

            var defects = HistoryChecker.Check(mutant);
            return defects.Count > 0 && defects.All(defect => defect.Kind == Mutations[number].Kind && defect.Update.Id == changed.Id && defect.Text.Contains($"{changed.Id}", StringComparison.Ordinal));
        });

    [Fact]
    public void Every_change_is_possible()
    {
        var random = new Random(1);
        var histories = Enumerable.Range(0, 100).Select(_ => Make(artists: 4, listeners: 2, updates: 40, random)).ToList();

        Assert.All(Mutations, mutation => Assert.Contains(histories, history => mutation.Apply(history, random) is not null));
    }

    private static History Make(int artists, int listeners, int updates, Random random)
    {
        var names = Enumerable.Range(1, artists).Select(artist => $"Artist {artist}").ToArray();
        var accepted = Enumerable.Range(1, updates).Select(number => new Entry(NewId(random), names[random.Next(artists)], $"#{number}")).ToList();
        var made = Enumerable.Range(1, listeners).Select(listener =>
        {
            string[] follows = [.. names.Where(_ => random.Next(2) == 0).DefaultIfEmpty(names[0])];
            var due = accepted.Where(entry => follows.Contains(entry.Artist)).ToList();
            return new Listener($"client-{listener}", follows, Interleave(due, random), random.Next(4) == 0 ? null : Interleave(due, random));
        }).ToList();
        var told = accepted.Select(entry => new Outcome(entry.Id, made.Exists(listener => listener.Follows.Contains(entry.Artist)) ? "delivered" : "no_followers")).ToArray();
        random.Shuffle(told);
        return new History(accepted, told, made);
    }

    /// <summary>In another order, but for those of the same artist.</summary>
    private static List<Entry> Interleave(List<Entry> entries, Random random)
    {
        var lanes = entries.GroupBy(entry => entry.Artist).Select(lane => new Queue<Entry>(lane)).ToList();
        var mixed = new List<Entry>();
        while (lanes.Count > 0)
        {
            var lane = lanes[random.Next(lanes.Count)];
            mixed.Add(lane.Dequeue());
            lanes.RemoveAll(rest => rest.Count == 0);
        }

        return mixed;
    }

    /// <summary>Changes what one client has, and shows as it has it.</summary>
    private static (Entry Changed, History Mutant)? InAnInbox(History history, Random random, Func<Listener, ImmutableList<Entry>, (Entry Changed, ImmutableList<Entry> Entries)?> change)
    {
        if (Pick(history.Listeners.Where(listener => listener.Received.Count > 0), random) is not { } listener
            || change(listener, [.. listener.Received]) is not var (changed, entries))
        {
            return null;
        }

        var mutant = listener with { Received = entries, Shown = null };
        return (changed, history with { Listeners = [.. history.Listeners.Select(other => other == listener ? mutant : other)] });
    }

    private static (Entry Changed, History Mutant)? InWhatIsTold(History history, Random random, Func<Outcome, bool> of, string status)
    {
        if (Pick(history.Told.Where(of), random) is not { } outcome)
        {
            return null;
        }

        return (history.Accepted.Single(entry => entry.Id == outcome.Id), history with { Told = [.. history.Told.Select(other => other == outcome ? outcome with { Status = status } : other)] });
    }

    private static (Entry Changed, ImmutableList<Entry> Entries) Without(ImmutableList<Entry> entries, Entry entry) => (entry, entries.Remove(entry));

    private static T Any<T>(IReadOnlyList<T> items, Random random) => items[random.Next(items.Count)];

    private static T? Pick<T>(IEnumerable<T> items, Random random)
        where T : class
    {
        var all = items.ToList();
        return all.Count == 0 ? null : Any(all, random);
    }

    private static Guid NewId(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private sealed record Mutation(DefectKind Kind, Func<History, Random, (Entry Changed, History Mutant)?> Apply);
}
