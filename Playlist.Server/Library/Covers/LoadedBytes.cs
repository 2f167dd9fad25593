using System.IO.Hashing;

namespace Playlist.Server.Library.Covers;

/// <summary>Bytes that are here already.</summary>
internal sealed class LoadedBytes(byte[] bytes) : IStreamContent
{
    public long Length => bytes.Length;

    public string Etag { get; } = Convert.ToHexStringLower(XxHash128.Hash(bytes));

    public ValueTask ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        bytes.AsSpan((int)offset, buffer.Length).CopyTo(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
    }
}
