using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Library;

/// <summary>Cuts what is too much for one request into as few requests as the protocol allows.</summary>
internal static class RequestBatches
{
    /// <summary>For what a line has besides the items: id, operation, playlist, version and trace context.</summary>
    private const int OtherBytes = 2048;

    /// <param name="maxLineBytes">The longest line that the server reads: <see cref="HelloLimits.LineBytes"/>.</param>
    /// <returns>Batches of at most <see cref="SongProtocol.MaxSongsPerRequest"/> items that fit into a line, in order; an item that fits into none is alone.</returns>
    public static IEnumerable<IReadOnlyList<T>> Cut<T>(IEnumerable<T> items, JsonTypeInfo<T> type, int maxLineBytes)
    {
        var batch = new List<T>();
        var left = maxLineBytes - OtherBytes;
        foreach (var item in items)
        {
            // The comma counts. This encoder escapes more than the protocol's, and so never counts too little.
            var bytes = JsonSerializer.SerializeToUtf8Bytes(item, type).Length + 1;
            if (batch.Count == SongProtocol.MaxSongsPerRequest || (batch.Count > 0 && bytes > left))
            {
                yield return batch;
                batch = [];
                left = maxLineBytes - OtherBytes;
            }

            batch.Add(item);
            left -= bytes;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}
