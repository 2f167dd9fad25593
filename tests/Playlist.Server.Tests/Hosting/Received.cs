using System.Text.Json;
using Playlist.Protocol.Songs;
using Playlist.Testing;

namespace Playlist.Server.Tests.Hosting;

/// <summary>What came over one connection on which streams and replies alternate.</summary>
internal sealed class Received
{
    private readonly Dictionary<long, MemoryStream> _audio = [];

    public List<JsonElement> Replies { get; } = [];

    public Dictionary<long, JsonElement> Ends { get; } = [];

    /// <summary>The streams of the audio lines, in the order in which these came.</summary>
    public List<long> Chunks { get; } = [];

    /// <summary>The connection has ended.</summary>
    public bool Closed { get; private set; }

    public byte[] Audio(long id) => _audio.TryGetValue(id, out var audio) ? audio.ToArray() : [];

    /// <summary>Reads on until <paramref name="enough"/>, or until the server closes.</summary>
    public async Task<Received> ReadAsync(SongConnection connection, Func<Received, bool> enough, CancellationToken cancellationToken)
    {
        while (!enough(this) && !Closed)
        {
            if (await connection.ReadLineAsync(cancellationToken) is not { } line)
            {
                Closed = true;
            }
            else if (line.TryGetProperty("audio", out var count))
            {
                var id = line.Id()!.Value;
                Chunks.Add(id);
                _audio.TryAdd(id, new MemoryStream());
                _audio[id].Write(await connection.ReadBytesAsync(count.GetInt32(), cancellationToken));
            }
            else if (line.TryGetProperty("end", out _))
            {
                Ends.Add(line.Id()!.Value, line);
            }
            else
            {
                Replies.Add(line);
            }
        }

        return this;
    }

    /// <summary>The end line of a stream tells the truth about the bytes that came.</summary>
    public void AssertWhole(long id, ReadOnlySpan<byte> expected)
    {
        var checksum = new AudioChecksum();
        checksum.Append(expected);
        Assert.Equal(expected, Audio(id));
        Assert.Equal(expected.Length, Ends[id].Number("bytes"));
        Assert.Equal(checksum.ToString(), Ends[id].Text("checksum"));
        Assert.Null(Ends[id].ErrorCode());
        Assert.False(Ends[id].TryGetProperty("stopped", out _));
    }
}
