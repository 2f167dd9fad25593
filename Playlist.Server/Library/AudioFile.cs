using System.Buffers;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace Playlist.Server.Library;

/// <summary>An audio file on disk. Its tag is worked out again only after the file has changed.</summary>
internal sealed class AudioFile
{
    private const int HashedAtOnceBytes = 64 * 1024;

    private readonly string _path;
    private Tagged? _tagged;

    /// <exception cref="NotSupportedException">The file's name does not end like an audio file's.</exception>
    public AudioFile(string path)
    {
        _path = path;
        MediaType = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".mp3" => "audio/mpeg",
            ".ogg" => "audio/ogg",
            var extension => throw new NotSupportedException($"'{extension}' is neither .mp3 nor .ogg."),
        };
    }

    public string MediaType { get; }

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public async ValueTask<OpenedAudio> OpenAsync(CancellationToken cancellationToken)
    {
        // Shared with everyone: a lock would keep other programs from tagging or replacing the file.
        var handle = File.OpenHandle(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous);
        try
        {
            var stamp = FileStamp.Of(handle);
            if (_tagged is not { } tagged || tagged.Stamp != stamp)
            {
                _tagged = tagged = new Tagged(stamp, await HashAsync(handle, cancellationToken));
            }

            return new OpenedAudio(handle, stamp, tagged.Etag);
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
