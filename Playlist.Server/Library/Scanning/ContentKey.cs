using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Playlist.Server.Library.Tags;

namespace Playlist.Server.Library.Scanning;

/// <summary>What a song's id is derived from: a hash of the file's own tags and of its content, and of nothing that its path says.</summary>
/// <remarks>
/// Of the content it takes the length and three blocks, so that a scan does not read whole files: two files that have the same tags and
/// length and differ only between the blocks count as duplicates of each other.
/// </remarks>
internal static class ContentKey
{
    public const int BlockBytes = 16 * 1024;

    /// <returns>32 hexadecimal digits.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string Of(SafeFileHandle file, FileTags tags)
    {
        var hash = new XxHash128();
        Append(hash, tags.Title);
        Append(hash, tags.Artist);
        Append(hash, tags.Album);
        Append(hash, tags.Track ?? 0);
        Append(hash, tags.Disc ?? 0);

        var length = RandomAccess.GetLength(file);
        Append(hash, length);
        Span<byte> block = stackalloc byte[BlockBytes];
        foreach (var offset in Offsets(length))
        {
            hash.Append(block[..RandomAccess.Read(file, block, offset)]);
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    /// <param name="ordinal">0 for the first song with this key; 1, 2 and so on for those after it.</param>
    /// <returns>16 hexadecimal digits.</returns>
    public static string Id(string key, int ordinal) =>
        ordinal == 0 ? key[..16] : Convert.ToHexStringLower(XxHash64.Hash(MemoryMarshal.AsBytes($"{key}#{ordinal}".AsSpan())));

    // The first block, the middle one and the last one, as far as there are so many.
    private static long[] Offsets(long length) => length switch
    {
        <= BlockBytes => [0],
        <= 2 * BlockBytes => [0, BlockBytes],
        _ => [0, (length - BlockBytes) / 2, length - BlockBytes],
    };

    private static void Append(XxHash128 hash, string? text)
    {
        Append(hash, text?.Length ?? -1);
        hash.Append(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    private static void Append(XxHash128 hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.Append(bytes);
    }
}
