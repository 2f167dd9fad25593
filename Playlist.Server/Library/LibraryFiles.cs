using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace Playlist.Server.Library;

/// <summary>Opens the library's files. A file's tag is worked out again only after the file has changed.</summary>
internal sealed class LibraryFiles(LibraryFolder folder)
{
    private const int HashedAtOnceBytes = 64 * 1024;

    /// <summary>So many tags are kept. They are few hundred bytes each, and working them out anew costs the reading of a file.</summary>
    public const int MaxTagged = 10_000;

    private readonly ConcurrentDictionary<string, Tagged> _tagged = [];

    /// <param name="path">Within the library.</param>
    /// <exception cref="IOException">The file cannot be read, is not there, or is there only through a link.</exception>
    public async ValueTask<OpenedFile> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var handle = folder.Open(path, FileOptions.Asynchronous);
        try
        {
            var stamp = FileStamp.Of(handle);
            if (!_tagged.TryGetValue(path, out var tagged) || tagged.Stamp != stamp)
            {
                tagged = new Tagged(stamp, await HashAsync(handle, cancellationToken));
                if (_tagged.Count >= MaxTagged)
                {
                    _tagged.Clear();
                }

                _tagged[path] = tagged;
            }

            return new OpenedFile(handle, stamp, tagged.Etag);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static async Task<string> HashAsync(SafeFileHandle handle, CancellationToken cancellationToken)
    {
        var hash = new XxHash128();
        var buffer = ArrayPool<byte>.Shared.Rent(HashedAtOnceBytes);
        try
        {
            long offset = 0;
            while (await RandomAccess.ReadAsync(handle, buffer, offset, cancellationToken) is var read and > 0)
            {
                hash.Append(buffer.AsSpan(0, read));
                offset += read;
            }

            return Convert.ToHexStringLower(hash.GetCurrentHash());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private sealed record Tagged(FileStamp Stamp, string Etag);
}
