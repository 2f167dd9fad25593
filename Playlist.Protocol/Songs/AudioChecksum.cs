using System.IO.Hashing;

namespace Playlist.Protocol.Songs;

/// <summary>The checksum of a stream's audio bytes: XXH3, 64 bits, seed 0, as <c>xxh3:</c> and 16 lower-case hexadecimal digits, the highest first.</summary>
public sealed class AudioChecksum
{
    private readonly XxHash3 _hash = new();

    public void Append(ReadOnlySpan<byte> audio) => _hash.Append(audio);

    public override string ToString() => $"xxh3:{_hash.GetCurrentHashAsUInt64():x16}";
}
