using Microsoft.Win32.SafeHandles;
using Playlist.Protocol.Songs;

namespace Playlist.Server.Library;

/// <summary>An audio file that is being sent: stays the same file even when another takes its name.</summary>
internal sealed class OpenedAudio(SafeFileHandle handle, FileStamp stamp, string etag) : IDisposable
{
    public long Length => stamp.Length;

    /// <summary>A strong validator: 32 hexadecimal digits of the content's XXH128.</summary>
    public string Etag => etag;

    /// <summary>Fills <paramref name="buffer"/> from <paramref name="offset"/> on.</summary>
    /// <exception cref="SongProtocolException"><c>changed</c>: the file is no longer the one that was opened.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async ValueTask ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (!buffer.IsEmpty)
        {
            var read = await RandomAccess.ReadAsync(handle, buffer, offset, cancellationToken);
            if (read == 0)
            {
                break;
            }

            offset += read;
            buffer = buffer[read..];
        }

        if (!buffer.IsEmpty || FileStamp.Of(handle) != stamp)
        {
            throw new SongProtocolException(SongErrorCodes.Changed, "The file changed while it was being sent: ask for it again from the start.");
        }
    }

    public void Dispose() => handle.Dispose();
}

/// <summary>Tells one state of a file from another without reading it.</summary>
internal readonly record struct FileStamp(long Length, DateTime LastWriteUtc)
{
    public static FileStamp Of(SafeFileHandle handle) => new(RandomAccess.GetLength(handle), File.GetLastWriteTimeUtc(handle));
}
