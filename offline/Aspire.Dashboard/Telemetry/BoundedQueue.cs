using System.Collections;

namespace Aspire.Dashboard.Telemetry;

/// <summary>The newest items within a number and a size, the oldest first; those before them made room.</summary>
/// <param name="maxItems">At least 1.</param>
/// <param name="dropped">Called for each item that makes room, from the oldest on, before the one that it makes room for is here.</param>
/// <remarks>For one thread at a time.</remarks>
internal sealed class BoundedQueue<T>(int maxItems, long maxBytes, Action<T>? dropped = null) : IReadOnlyList<T>
{
    private (T Item, long Bytes)[] _ring = [];
    private int _oldest;

    public int Count { get; private set; }

    /// <summary>What the items were said to take.</summary>
    public long Bytes { get; private set; }

    /// <summary>How many items are gone, or were never taken.</summary>
    public long Dropped { get; private set; }

    /// <param name="index">0 for the oldest.</param>
    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return _ring[Slot(index)].Item;
        }
    }

    public bool CanHold(long bytes) => bytes <= maxBytes;

    /// <returns><see langword="false"/> when it is too large to be here even by itself: it is counted as dropped, and the others stay.</returns>
    public bool Add(T item, long bytes)
    {
        if (!CanHold(bytes))
        {
            Dropped++;
            return false;
        }

        while (Count == maxItems || Bytes + bytes > maxBytes)
        {
            DropOldest();
        }

        if (Count == _ring.Length)
        {
            Grow();
        }

        _ring[Slot(Count)] = (item, bytes);
        Count++;
        Bytes += bytes;
        return true;
    }

    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public void DropOldest()
    {
        var item = this[0];
        Bytes -= _ring[_oldest].Bytes;
        _ring[_oldest] = default;
        _oldest = Slot(1);
        Count--;
        Dropped++;
        dropped?.Invoke(item);
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return _ring[Slot(i)].Item;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int Slot(int index) => (_oldest + index) % _ring.Length;

    private void Grow()
    {
        var larger = new (T, long)[Math.Min(maxItems, Math.Max(16, 2 * _ring.Length))];
        for (var i = 0; i < Count; i++)
        {
            larger[i] = _ring[Slot(i)];
        }

        (_ring, _oldest) = (larger, 0);
    }
}
