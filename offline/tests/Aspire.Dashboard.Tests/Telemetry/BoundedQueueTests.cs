using Aspire.Dashboard.Telemetry;
using CsCheck;

namespace Aspire.Dashboard.Tests.Telemetry;

public sealed class BoundedQueueTests
{
    [Fact]
    public void Add_drops_the_oldest_when_there_are_more_than_the_number()
    {
        var queue = new BoundedQueue<string>(maxItems: 2, maxBytes: 100);

        queue.Add("a", 1);
        queue.Add("b", 1);
        var (before, droppedBefore) = (queue.ToArray(), queue.Dropped);
        queue.Add("c", 1);

        Assert.Equal(["a", "b"], before);
        Assert.Equal(0, droppedBefore);
        Assert.Equal(["b", "c"], queue);
        Assert.Equal(1, queue.Dropped);
    }

    [Fact]
    public void Add_drops_the_oldest_when_they_are_larger_than_the_size()
    {
        var queue = new BoundedQueue<string>(maxItems: 100, maxBytes: 10);

        queue.Add("a", 4);
        queue.Add("b", 6);
        var (before, bytesBefore) = (queue.ToArray(), queue.Bytes);
        queue.Add("c", 1);

        Assert.Equal(["a", "b"], before);
        Assert.Equal(10, bytesBefore);
        Assert.Equal(["b", "c"], queue);
        Assert.Equal((7, 1), (queue.Bytes, queue.Dropped));
    }

    [Fact]
    public void Add_drops_all_others_when_an_item_is_as_large_as_the_size()
    {
        var queue = new BoundedQueue<string>(maxItems: 100, maxBytes: 10);
        queue.Add("a", 1);
        queue.Add("b", 1);

        var taken = queue.Add("c", 10);

        Assert.True(taken);
        Assert.Equal(["c"], queue);
        Assert.Equal((10, 2), (queue.Bytes, queue.Dropped));
    }

    [Fact]
    public void Add_drops_only_the_item_itself_when_it_is_larger_than_the_size()
    {
        var dropped = new List<string>();
        var queue = new BoundedQueue<string>(maxItems: 100, maxBytes: 10, dropped.Add);
        queue.Add("a", 1);

        var taken = queue.Add("b", 11);

        Assert.False(taken);
        Assert.Equal(["a"], queue);
        Assert.Equal((1, 1), (queue.Bytes, queue.Dropped));
        Assert.Empty(dropped);
    }

    [Fact]
    public void Add_tells_of_each_item_that_makes_room_before_the_new_one_is_there()
    {
        var told = new List<(string Item, int Left)>();
        BoundedQueue<string> queue = null!;
        queue = new BoundedQueue<string>(maxItems: 3, maxBytes: 100, item => told.Add((item, queue.Count)));

        queue.Add("a", 40);
        queue.Add("b", 30);
        queue.Add("c", 30);
        queue.Add("d", 50);

        Assert.Equal([("a", 2), ("b", 1)], told);
    }

    [Fact]
    public void Indexer_and_DropOldest_refuse_what_is_not_there()
    {
        var queue = new BoundedQueue<string>(maxItems: 2, maxBytes: 100);
        queue.Add("a", 1);

        Assert.Equal("a", queue[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => queue[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => queue[-1]);
        queue.DropOldest();
        Assert.Throws<ArgumentOutOfRangeException>(queue.DropOldest);
    }

    [Fact]
    public void Queue_keeps_the_newest_that_fit_whatever_is_added() => Gen.Select(Gen.Int[1, 40], Gen.Int[0, 20].Array[0, 300]).Sample((maxItems, sizes) =>
    {
        const int MaxBytes = 15;
        var queue = new BoundedQueue<int>(maxItems, MaxBytes);
        var expected = new List<int>();
        foreach (var size in sizes)
        {
            queue.Add(size, size);
            if (size > MaxBytes)
            {
                continue;
            }

            expected.Add(size);
            while (expected.Count > maxItems || expected.Sum() > MaxBytes)
            {
                expected.RemoveAt(0);
            }
        }

        Assert.Equal(expected, queue);
        Assert.Equal(expected, Enumerable.Range(0, queue.Count).Select(i => queue[i]));
        Assert.Equal((expected.Sum(), sizes.Length - expected.Count), (queue.Bytes, queue.Dropped));
    });
}
