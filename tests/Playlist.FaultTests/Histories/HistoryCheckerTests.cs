namespace Playlist.FaultTests.Histories;

public sealed class HistoryCheckerTests
{
    private static readonly Entry Lover1 = Update("Taylor Swift", "Lover 1");
    private static readonly Entry Lover2 = Update("Taylor Swift", "Lover 2");
    private static readonly Entry Lover3 = Update("Taylor Swift", "Lover 3");
    private static readonly Entry Golden1 = Update("HUNTRX", "Golden 1");
    private static readonly Entry Golden2 = Update("HUNTRX", "Golden 2");
    private static readonly Entry Unheard = Update("Sorry Ghost", "Box Breathing");

    /// <summary>client-1 follows one artist, client-2 both others' updates in another order of the two; nobody follows the third.</summary>
    private static readonly History Clean = new(
        [Lover1, Golden1, Lover2, Unheard, Golden2, Lover3],
        [.. new[] { Lover1, Lover2, Lover3, Golden1, Golden2 }.Select(entry => new Outcome(entry.Id, "delivered")), new Outcome(Unheard.Id, "no_followers")],
        [
            new Listener("client-1", ["Taylor Swift"], [Lover1, Lover2, Lover3], [Lover1, Lover2, Lover3]),
            new Listener("client-2", ["Taylor Swift", "HUNTRX"], [Golden1, Golden2, Lover1, Lover2, Lover3], [Lover1, Golden1, Lover2, Lover3, Golden2]),
        ]);

    [Fact]
    public void A_clean_history_passes() => HistoryChecker.AssertClean(Clean);

    [Fact]
    public void A_history_of_nothing_passes() => HistoryChecker.AssertClean(new History([], [], []));

    [Fact]
    public void What_a_client_shows_may_be_left_unseen() => HistoryChecker.AssertClean(With(0, Clean.Listeners[0] with { Shown = null }));

    [Fact]
    public void Of_many_updates_a_client_may_show_the_newest() => HistoryChecker.AssertClean(With(0, Clean.Listeners[0] with { Shown = [Lover2, Lover3], MostShown = 2 }));

    [Fact]
    public void Fewer_than_the_newest_are_too_few() =>
        AssertFinds(DefectKind.Lost, Lover2, "* is not shown by client-1.", With(0, Clean.Listeners[0] with { Shown = [Lover3], MostShown = 2 }));

    [Fact]
    public void An_update_that_is_in_no_inbox_is_lost() =>
        AssertFinds(DefectKind.Lost, Lover2, "'Lover 2' of Taylor Swift (*) was accepted, and is not in the inbox of client-1.", Everywhere(0, [Lover1, Lover3]));

    [Fact]
    public void The_last_update_is_missed_too() =>
        AssertFinds(DefectKind.Lost, Lover3, "* was accepted, and is not in the inbox of client-1.", Everywhere(0, [Lover1, Lover2]));

    [Fact]
    public void An_update_that_is_not_shown_is_lost() =>
        AssertFinds(DefectKind.Lost, Lover2, "* was in the inbox of client-1, and is not shown by client-1.", With(0, Clean.Listeners[0] with { Shown = [Lover1, Lover3] }));

    [Fact]
    public void An_update_that_is_there_twice_is_duplicated() =>
        AssertFinds(DefectKind.Duplicated, Lover1, "* is more than once in the inbox of client-1.", With(0, Clean.Listeners[0] with { Received = [Lover1, Lover2, Lover1, Lover3] }));

    [Fact]
    public void An_update_that_is_shown_twice_is_duplicated() =>
        AssertFinds(DefectKind.Duplicated, Lover3, "* is more than once shown by client-1.", With(0, Clean.Listeners[0] with { Shown = [Lover1, Lover2, Lover3, Lover3] }));

    [Fact]
    public void An_update_after_a_later_one_of_its_artist_is_reordered() =>
        AssertFinds(DefectKind.Reordered, Lover1, "'Lover 1' of Taylor Swift (*) is in the inbox of client-1 after 'Lover 2' of Taylor Swift (*), which came later.", Everywhere(0, [Lover2, Lover1, Lover3]));

    [Fact]
    public void What_is_shown_in_another_order_than_received_is_reordered() =>
        AssertFinds(DefectKind.Reordered, Lover2, "* is shown by client-1 after *, which came later.", With(0, Clean.Listeners[0] with { Shown = [Lover1, Lover3, Lover2] }));

    [Fact]
    public void An_update_that_was_never_accepted_comes_out_of_nowhere()
    {
        var stray = Update("Taylor Swift", "Refused");

        AssertFinds(DefectKind.OutOfNowhere, stray, "* is in the inbox of client-1, and was never accepted.", Everywhere(0, [Lover1, Lover2, stray, Lover3]), times: 2);
    }

    [Fact]
    public void A_post_that_has_become_two_updates_is_told_as_such()
    {
        var twin = Lover2 with { Id = Guid.NewGuid() };

        AssertFinds(DefectKind.OutOfNowhere, twin, $"* was never accepted; its text was, as {Lover2.Id}: one post has become two updates.", Everywhere(0, [Lover1, Lover2, twin, Lover3]), times: 2);
    }

    [Fact]
    public void What_is_shown_and_was_never_received_comes_out_of_nowhere() =>
        AssertFinds(
            DefectKind.OutOfNowhere,
            Lover2,
            "* is shown by client-1, and is not in the inbox of client-1.",
            With(0, Clean.Listeners[0] with { Received = [Lover1, Lover3] }),
            also: DefectKind.Lost);

    [Fact]
    public void An_update_of_an_artist_who_is_not_followed_is_found() =>
        AssertFinds(DefectKind.NotFollowed, Golden1, "* is shown by client-1, who does not follow the artist.", Everywhere(0, [Lover1, Golden1, Lover2, Lover3]), times: 2);

    [Fact]
    public void An_update_that_came_with_other_words_is_altered() =>
        AssertFinds(DefectKind.Altered, Lover2, "* is in the inbox of client-1 as 'Lover' of Taylor Swift.", Everywhere(0, [Lover1, Lover2 with { Message = "Lover" }, Lover3]), times: 2);

    [Fact]
    public void Two_posts_with_one_id_are_found() =>
        AssertFinds(DefectKind.AcceptedAsAnother, Lover3 with { Id = Lover2.Id }, "* was accepted under the id of 'Lover 2' *", Clean with { Accepted = [.. Clean.Accepted, Lover3 with { Id = Lover2.Id }] });

    [Fact]
    public void An_update_without_followers_that_is_told_as_delivered_is_found() =>
        AssertFinds(DefectKind.DeliveredToNobody, Unheard, "* is told to be 'delivered', though nobody follows the artist.", Told(Unheard, "delivered"));

    [Fact]
    public void An_update_with_followers_that_is_told_to_have_none_is_found() =>
        AssertFinds(DefectKind.FollowerDenied, Golden1, "* is told to be 'no_followers', though client-2 follow the artist.", Told(Golden1, "no_followers"));

    [Theory]
    [InlineData("failed", nameof(DefectKind.Failed))]
    [InlineData("accepted", nameof(DefectKind.Unfinished))]
    [InlineData("lost in thought", nameof(DefectKind.Unfinished))]
    public void An_update_that_is_not_told_as_what_it_became_is_found(string status, string kind)
    {
        AssertFinds(Enum.Parse<DefectKind>(kind), Golden1, $"* is told to be '{status}', *", Told(Golden1, status));
        AssertFinds(Enum.Parse<DefectKind>(kind), Unheard, $"* is told to be '{status}', *", Told(Unheard, status));
    }

    [Fact]
    public void An_update_of_which_nothing_is_told_is_found() =>
        AssertFinds(DefectKind.Unfinished, Golden1, "* is told to be 'unknown', *", Clean with { Told = [.. Clean.Told.Where(outcome => outcome.Id != Golden1.Id)] });

    [Fact]
    public void A_status_of_what_was_never_accepted_is_found()
    {
        var stray = new Entry(Guid.NewGuid(), "", "");

        AssertFinds(DefectKind.OutOfNowhere, stray, $"The notifier tells of {stray.Id}, which it never accepted.", Clean with { Told = [.. Clean.Told, new Outcome(stray.Id, "delivered")] });
    }

    [Fact]
    public void All_defects_are_told_with_their_number()
    {
        var broken = Everywhere(1, []);

        var failure = Assert.ThrowsAny<Exception>(() => HistoryChecker.AssertClean(broken));

        Assert.StartsWith("5 defects (5 Lost) among 6 accepted updates:\nLost: 'Lover 1' of Taylor Swift", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Finds <paramref name="kind"/>, and nothing else.</summary>
    /// <param name="text">With <c>*</c> for anything.</param>
    private static void AssertFinds(DefectKind kind, Entry update, string text, History history, int times = 1, DefectKind? also = null)
    {
        var defects = HistoryChecker.Check(history);

        var found = defects.Where(defect => defect.Kind == kind).ToList();
        Assert.Equal(times, found.Count);
        Assert.All(found, defect => Assert.Equal(update.Id, defect.Update.Id));
        Assert.Contains(found, defect => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(text, defect.Text, ignoreCase: false));
        Assert.Equal(defects.Count, found.Count + defects.Count(defect => defect.Kind == also));
    }

    private static Entry Update(string artist, string message) => new(Guid.CreateVersion7(), artist, message);

    private static History Told(Entry entry, string status) => Clean with { Told = [.. Clean.Told.Where(outcome => outcome.Id != entry.Id), new Outcome(entry.Id, status)] };

    private static History Everywhere(int listener, IReadOnlyList<Entry> entries) => With(listener, Clean.Listeners[listener] with { Received = entries, Shown = entries });

    private static History With(int index, Listener listener) => Clean with { Listeners = [.. Clean.Listeners.Select((old, i) => i == index ? listener : old)] };
}
