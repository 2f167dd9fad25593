using Microsoft.Win32.SafeHandles;
using Playlist.Protocol.Songs;

namespace Playlist.Server.Library;

/// <summary>A file that is being sent: stays the same file even when another takes its name.</summary>
internal sealed class OpenedFile(SafeFileHandle handle, FileStamp stamp, string etag) : IStreamContent
{
    public long Length => stamp.Length;

    public string Etag => etag;

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
