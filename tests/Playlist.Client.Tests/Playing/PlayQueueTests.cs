using CsCheck;
using Playlist.Client.Playing;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Tests.Playing;

public sealed class PlayQueueTests
{
    [Fact]
    public void Songs_are_played_in_order_and_then_no_more()
    {
        var queue = Queue("abc");

        Assert.Equal("abc", PlayAll(queue));
        Assert.False(queue.Next());
        Assert.Equal("c", queue.Current?.Id);
        Assert.Equal("ba", Back(queue));
        Assert.False(queue.Previous());
        Assert.Equal("a", queue.Current?.Id);
    }

    [Fact]
    public void A_jump_leads_to_any_song_and_back_to_the_one_before()
    {
        var queue = Queue("abcd");

        Assert.False(queue.Jump(-1));
        Assert.False(queue.Jump(4));
        Assert.Equal("a", queue.Current?.Id);
        Assert.True(queue.Jump(3));
        Assert.Equal("d", queue.Current?.Id);
        Assert.False(queue.Next());
        Assert.True(queue.Jump(0));
        Assert.Equal("abcd", PlayAll(queue));
    }

    [Fact]
    public void A_jump_while_songs_are_shuffled_leaves_each_of_the_others_to_be_played_once()
    {
        var queue = Queue("abcd");
        queue.SetShuffle(true);

        queue.Jump(2);

        Assert.Equal("abcd", string.Concat(PlayAll(queue).Append('a').Distinct().Order()));
        Assert.False(queue.Next());
        Assert.True(queue.Previous());
    }

    [Theory]
    [InlineData(0, 0, "abcd", 1)]
    [InlineData(0, 3, "bcda", 0)]
    [InlineData(3, 0, "dabc", 2)]
    [InlineData(1, 3, "acdb", 3)]
    [InlineData(2, 1, "acbd", 2)]
    public void Move_leaves_the_song_that_plays_and_changes_what_follows(int from, int to, string names, int position)
    {
        var queue = Queue("abcd", at: 1);

        queue.Move(from, to);

        Assert.Equal((names, position, "b"), (Names(queue.Songs), queue.Position, queue.Current?.Id));
        Assert.Equal(names[(position + 1)..], Names(queue.Upcoming));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(4, 0)]
    [InlineData(0, -1)]
    [InlineData(0, 4)]
    public void Move_from_or_to_where_there_is_no_song_changes_nothing(int from, int to)
    {
        var queue = Queue("abcd");

        Assert.Throws<ArgumentOutOfRangeException>(() => queue.Move(from, to));

        Assert.Equal("abcd", Names(queue.Songs));
    }

    [Fact]
    public void Move_while_songs_are_shuffled_leaves_what_follows()
    {
        var queue = Queue("abcdef");
        queue.SetShuffle(true);
        var upcoming = Names(queue.Upcoming);

        queue.Move(5, 0);

        Assert.Equal(("fabcde", upcoming, 1), (Names(queue.Songs), Names(queue.Upcoming), queue.Position));
    }

    [Fact]
    public void Following_is_what_the_end_goes_on_with_where_that_is_settled()
    {
        foreach (var (shuffle, repeat) in Modes())
        {
            var queue = Queue("abcd");
            queue.Repeat = repeat;
            queue.SetShuffle(shuffle);
            for (var ended = 0; ended < 3; ended++)
            {
                var following = queue.Following;
                Assert.NotNull(following);
                Assert.True(queue.End());
                Assert.Equal(following, queue.Current);
            }

            // Of a shuffled round that has not begun, nothing is settled.
            Assert.Equal(repeat == Repeat.Off || (shuffle && repeat == Repeat.All), queue.Following is null);
            Assert.Equal(repeat != Repeat.Off, queue.End());
        }
    }

    [Fact]
    public void Nothing_follows_in_an_empty_queue()
    {
        foreach (var (shuffle, repeat) in Modes())
        {
            var queue = Queue("");
            queue.Repeat = repeat;
            queue.SetShuffle(shuffle);

            Assert.Null(queue.Following);
        }
    }

    [Fact]
    public void A_jump_to_the_current_song_leaves_no_way_back_to_it()
    {
        var queue = Queue("abc");
        queue.SetShuffle(true);

        Assert.True(queue.Jump(0));

        Assert.Equal("a", queue.Current?.Id);
        Assert.False(queue.Previous());
    }

    [Fact]
    public void An_empty_queue_has_nothing_to_play()
    {
        var queue = Queue("");

        foreach (var (shuffle, repeat) in Modes())
        {
            queue.SetShuffle(shuffle);
            queue.Repeat = repeat;
            Assert.False(queue.Next() || queue.Previous() || queue.End());
            Assert.Equal((null, -1), (queue.Current, queue.Position));
        }
    }

    [Fact]
    public void Replace_begins_with_the_song_that_is_named_and_no_position_beyond()
    {
        var queue = Queue("xyz");
        queue.Replace(Songs("abc"), 2);

        Assert.Equal(("c", 2), (queue.Current?.Id, queue.Position));
        Assert.Throws<ArgumentOutOfRangeException>(() => queue.Replace(Songs("abc"), 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => queue.Replace(Songs("abc"), -1));
        Assert.Equal("abc", Names(queue.Songs));
    }

    [Fact]
    public void Repeat_all_goes_round_in_both_directions()
    {
        var queue = Queue("abc");
        queue.Repeat = Repeat.All;

        Assert.Equal("abcab", Play(queue, 5));
        Assert.Equal("acba", Back(queue, 4));
    }

    [Fact]
    public void Repeat_one_repeats_what_ends_and_still_goes_on_when_it_is_told_to()
    {
        var queue = Queue("ab");
        queue.Repeat = Repeat.One;

        Assert.True(queue.End() && queue.End());
        Assert.Equal("a", queue.Current?.Id);
        Assert.True(queue.Next());
        Assert.Equal("b", queue.Current?.Id);
    }

    [Fact]
    public void Shuffle_keeps_the_current_song_and_off_goes_on_in_order_from_it()
    {
        var queue = Queue("abcdefgh", at: 3);
        queue.SetShuffle(true);
        Assert.Equal("d", queue.Current?.Id);
        while (queue.Current?.Id != "e" && queue.Next())
        {
        }

        queue.SetShuffle(false);

        Assert.Equal("efgh", PlayAll(queue));
    }

    [Fact]
    public void Previous_goes_back_along_what_was_played_also_to_before_the_shuffle()
    {
        var queue = Queue("abcdefgh");
        queue.Next();
        queue.Next();
        queue.SetShuffle(true);
        var played = Play(queue, 4);

        Assert.Equal(new string([.. ("ab" + played)[..^1].Reverse()]), Back(queue));
    }

    [Fact]
    public void Previous_goes_back_a_limited_way()
    {
        var queue = Queue("ab");
        queue.Repeat = Repeat.All;
        queue.SetShuffle(true);
        for (var i = 0; i <= PlayQueue.MaxBehind; i++)
        {
            queue.Next();
        }

        Assert.Equal(PlayQueue.MaxBehind, Back(queue).Length);
    }

    [Theory]
    [InlineData(0, 0, 1, "b")]
    [InlineData(1, 1, 2, "d")]
    [InlineData(2, 0, 2, "c")]
    [InlineData(2, 1, 3, null)]
    public void Remove_of_the_current_song_makes_the_one_that_follows_current(int at, int from, int count, string? current)
    {
        var queue = Queue("abcd", at);

        queue.Remove(from, count);

        Assert.Equal((current, 4 - count), (queue.Current?.Id, queue.Count));
    }

    [Fact]
    public void Remove_and_insert_elsewhere_leave_the_current_song()
    {
        var queue = Queue("abcd", at: 2);
        queue.Remove(0);
        queue.Insert(0, Songs("xy"));
        queue.Insert(5, Songs("z"));

        Assert.Equal(("c", 3), (queue.Current?.Id, queue.Position));
        Assert.Equal("dz", Names(queue.Upcoming));
        Assert.Throws<ArgumentOutOfRangeException>(() => queue.Insert(7, Songs("z")));
        Assert.Throws<ArgumentOutOfRangeException>(() => queue.Remove(5, 2));
        Assert.Equal("xybcdz", Names(queue.Songs));
    }

    [Fact]
    public void After_the_last_song_was_removed_the_queue_begins_anew()
    {
        foreach (var shuffle in new[] { false, true })
        {
            var queue = Queue("ab", at: 1);
            queue.SetShuffle(shuffle);
            queue.Next();
            queue.Remove(queue.Position);
            Assert.Null(queue.Current);

            Assert.True(queue.Next());
            Assert.NotNull(queue.Current);
        }
    }

    [Fact]
    public void A_shuffled_round_plays_each_song_once_and_the_next_does_not_begin_with_its_last() =>
        Gen.Select(Gen.Int[1, 30], Gen.Int[0, 29], Gen.Int).Sample((count, at, seed) =>
        {
            var queue = new PlayQueue(new Random(seed)) { Repeat = Repeat.All };
            queue.Replace(Many(count), at % count);
            queue.SetShuffle(true);
            var played = Enumerable.Range(0, 3 * count).Select(_ =>
            {
                var id = queue.Current!.Id;
                queue.End();
                return id;
            }).ToList();

            return played.Chunk(count).All(round => round.Distinct().Count() == count)
                && (count == 1 || played.Zip(played.Skip(1)).All(pair => pair.First != pair.Second));
        });

    [Fact]
    public void Without_repeat_a_shuffled_queue_ends_after_each_song_was_played_once() =>
        Gen.Select(Gen.Int[0, 30], Gen.Int).Sample((count, seed) =>
        {
            var queue = new PlayQueue(new Random(seed));
            queue.SetShuffle(true);
            queue.Replace(Many(count));
            var played = new List<string>();
            for (var song = queue.Current; song is not null; song = queue.End() ? queue.Current : null)
            {
                played.Add(song.Id);
            }

            return played.Count == count && played.Distinct().Count() == count;
        });

    [Fact]
    public void Whatever_is_done_next_and_previous_are_inverse_and_the_current_song_is_one_of_the_queue() =>
        Gen.Select(Gen.Select(Gen.Int[0, 7], Gen.Int[0, 100]).Array[0, 60], Gen.Int).Sample((steps, seed) =>
        {
            var queue = new PlayQueue(new Random(seed));
            queue.Replace(Many(5));
            foreach (var (step, number) in steps)
            {
                Do(queue, step, number);
                var current = queue.Current;
                var isOfQueue = current is null ? queue.Position == -1 : ReferenceEquals(queue.Songs.ElementAt(queue.Position), current);
                if (!isOfQueue || queue.Songs.Count() != queue.Count)
                {
                    return false;
                }

                if (current is not null && queue.Next() && !(queue.Previous() && ReferenceEquals(queue.Current, current)))
                {
                    return false;
                }

                if (current is not null && queue.Previous() && !(queue.Next() && ReferenceEquals(queue.Current, current)))
                {
                    return false;
                }
            }

            return true;
        });

    private static void Do(PlayQueue queue, int step, int number)
    {
        switch (step)
        {
            case 0:
                queue.Next();
                break;
            case 1:
                queue.Previous();
                break;
            case 2:
                queue.End();
                break;
            case 3:
                queue.SetShuffle(number % 2 == 0);
                break;
            case 4:
                queue.Repeat = (Repeat)(number % 3);
                break;
            case 5:
                queue.Insert(number % (queue.Count + 1), Many(number % 4));
                break;
            case 6 when queue.Count > 0:
                var from = number % queue.Count;
                queue.Remove(from, number % (queue.Count - from + 1));
                break;
            case 7:
                queue.Replace(Many(number % 8));
                break;
        }
    }

    private static PlayQueue Queue(string names, int? at = null)
    {
        var queue = new PlayQueue(new Random(1));
        queue.Replace(Songs(names), at);
        return queue;
    }

    private static IEnumerable<Song> Songs(string names) => names.Select(name => new Song($"{name}", $"{name}", "Artist"));

    private static List<Song> Many(int count) => [.. Enumerable.Range(0, count).Select(number => new Song($"{number}", "Title", "Artist"))];

    private static string Names(IEnumerable<Song> songs) => string.Concat(songs.Select(song => song.Id));

    private static IEnumerable<(bool Shuffle, Repeat Repeat)> Modes() => from shuffle in new[] { false, true } from repeat in Enum.GetValues<Repeat>() select (shuffle, repeat);

    private static string PlayAll(PlayQueue queue) => Play(queue, int.MaxValue);

    /// <summary>The current song and those that follow, each played to its end.</summary>
    private static string Play(PlayQueue queue, int count)
    {
        var played = queue.Current!.Id;
        while (played.Length < count && queue.End())
        {
            played += queue.Current!.Id;
        }

        return played;
    }

    private static string Back(PlayQueue queue, int count = int.MaxValue)
    {
        var played = "";
        while (played.Length < count && queue.Previous())
        {
            played += queue.Current!.Id;
        }

        return played;
    }
}
