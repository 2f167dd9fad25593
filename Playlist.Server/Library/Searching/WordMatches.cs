using System.Buffers;

namespace Playlist.Server.Library.Searching;

/// <summary>How well each item of a list matches one word: see <see cref="WordIndex.Match"/>.</summary>
internal sealed class WordMatches : IDisposable
{
    private readonly int _count;
    private readonly byte[] _matches;

    public WordMatches(int count)
    {
        _count = count;
        _matches = ArrayPool<byte>.Shared.Rent(count);
        Span.Clear();
    }

    public Span<byte> Span => _matches.AsSpan(0, _count);

    /// <summary>Counts also what has each of the parts: as well as it matches the worst of them.</summary>
    public void RaiseTo(WordIndex index, IReadOnlyList<string> parts, bool oneOff)
    {
        using var all = new WordMatches(_count);
        all.Span.Fill(byte.MaxValue);
        foreach (var part in parts)
        {
            using var one = new WordMatches(_count);
            index.Match(part, one.Span, oneOff);
            for (var number = 0; number < _count; number++)
            {
                all._matches[number] = Math.Min(all._matches[number], one._matches[number]);
            }
        }

        for (var number = 0; number < _count; number++)
        {
            _matches[number] = Math.Max(_matches[number], all._matches[number]);
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_matches);
}
