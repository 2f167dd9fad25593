using System.Buffers;
using System.IO.Pipelines;
using Playlist.Client.Library;
using Playlist.Client.Songs;
using Playlist.Protocol.Library;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Serving;

/// <summary>Receives parts of songs, and pictures, whole and into memory, a few at once.</summary>
/// <remarks>
/// All requests share one connection, and a stream that nobody reads holds it up: a browser that has enough of a song stops reading for
/// minutes. So nothing here waits for a browser.
/// </remarks>
internal sealed class StreamFetches(SongClient client) : IDisposable
{
    /// <summary>Half of what a server allows on a connection, unless it is set otherwise; the other half is left to everybody else.</summary>
    public const int MaxAtOnce = 4;

    /// <summary>Each has the patience of any request: <see cref="SongClientOptions.RequestTimeout"/>.</summary>
    private const int MaxAttempts = 3;

    private readonly SemaphoreSlim _turns = new(MaxAtOnce, MaxAtOnce);

    /// <summary>Receives a part of a song, and compares it with the server's checksum. What was lost or damaged on its way is asked for again.</summary>
    /// <param name="from">The first byte wanted.</param>
    /// <param name="block">Is filled; when this throws, with anything.</param>
    /// <inheritdoc cref="SongClient.PlayAsync" path="/exception"/>
    /// <inheritdoc cref="Streamed{TReply}.Content" path="/exception"/>
    public async Task FetchAsync(string song, string? etag, long from, Memory<byte> block, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await FetchOnceAsync(song, new SongRange(from, from + block.Length, etag), block, cancellationToken);
                return;
            }
            catch (Exception exception) when (attempt < MaxAttempts && CanPass(exception))
            {
                // The whole block again: the checksum, which would have come at its end, tells nothing of what has been received.
            }
        }
    }

    /// <summary>Receives a song's picture.</summary>
    /// <returns><see langword="null"/> when it is none that a browser should be given.</returns>
    /// <inheritdoc cref="FetchAsync" path="/exception"/>
    public async Task<(CoverReply Reply, ReadOnlyMemory<byte> Bytes)?> FetchCoverAsync(string song, Func<CoverReply, bool> isWanted, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            await using var cover = await client.GetCoverAsync(song, cancellationToken);
            if (!isWanted(cover.Reply))
            {
                return null;
            }

            var bytes = new byte[cover.Reply.Bytes ?? 0];
            await ReceiveAsync(cover.Content, bytes, cancellationToken);
            return (cover.Reply, bytes);
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    private async Task FetchOnceAsync(string song, SongRange range, Memory<byte> block, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            await using var playback = await client.PlayAsync(song, range, cancellationToken);
            await ReceiveAsync(playback.Content, block, cancellationToken);
        }
        finally
        {
            _turns.Release();
        }
    }

    private static async Task ReceiveAsync(PipeReader content, Memory<byte> block, CancellationToken cancellationToken)
    {
        var left = block;
        while (true)
        {
            var result = await content.ReadAsync(cancellationToken);
            if (result.Buffer.Length > left.Length)
            {
                throw new InvalidDataException($"The song server sent more than the {block.Length} bytes that it was asked for.");
            }

            result.Buffer.CopyTo(left.Span);
            left = left[(int)result.Buffer.Length..];
            content.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                break;
            }
        }

        if (!left.IsEmpty)
        {
            throw new InvalidDataException($"The song server sent {left.Length} bytes less than the {block.Length} that it was asked for.");
        }
    }

    // A server that stops breaks its streams off with going_away.
    private static bool CanPass(Exception exception) =>
        exception is SongServerUnavailableException or InvalidDataException or SongProtocolException { Code: SongErrorCodes.GoingAway };
}
