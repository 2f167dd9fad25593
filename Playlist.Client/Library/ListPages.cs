using System.Runtime.CompilerServices;
using Playlist.Protocol.Library;

namespace Playlist.Client.Library;

/// <summary>Reads lists from the first page to the last (docs/song-protocol.md, section 4, Lists).</summary>
public static class ListPages
{
    /// <summary>All items of a list, as its pages arrive.</summary>
    /// <param name="get">Asks for the page that leaves out so many first.</param>
    /// <param name="items">What a page lists.</param>
    public static async IAsyncEnumerable<TItem> ReadAsync<TReply, TItem>(
        Func<int, Task<TReply>> get, Func<TReply, IReadOnlyList<TItem>?> items, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TReply : ListReply
    {
        for (var offset = 0; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await get(offset);
            var listed = items(page) ?? [];
            foreach (var item in listed)
            {
                yield return item;
            }

            offset += listed.Count;
            if (listed.Count == 0 || offset >= page.Total)
            {
                yield break;
            }
        }
    }
}
