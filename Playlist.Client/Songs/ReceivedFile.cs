using System.IO.Pipelines;

namespace Playlist.Client.Songs;

/// <summary>A song or a picture in a file of this machine, whole and compared with the server's checksum. Disposing it deletes the file.</summary>
internal sealed class ReceivedFile : IDisposable
{
    private readonly string? _destination;
    private bool _kept;

    private ReceivedFile(string path, string? destination)
    {
        Path = path;
        _destination = destination;
    }

    public string Path { get; private set; }

    public long Bytes { get; private set; }

    /// <param name="type">The media type, which a temporary file's ending tells.</param>
    /// <param name="destination">Where it may be kept: it is received beside it. <see langword="null"/> is a temporary file.</param>
    /// <param name="progress">Hears how many bytes have been received.</param>
    /// <inheritdoc cref="Streamed{TReply}.Content" path="/exception"/>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static async Task<ReceivedFile> ReceiveAsync(PipeReader content, string? type, string? destination, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var path = destination is null
            ? System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"playlist-{Guid.NewGuid():N}{Extension(type)}")
            : $"{System.IO.Path.GetFullPath(destination)}.{Guid.NewGuid():N}.part";
        var received = new ReceivedFile(path, destination);
        try
        {
            await using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0, Options = FileOptions.Asynchronous });
            while (true)
            {
                var result = await content.ReadAsync(cancellationToken);
                foreach (var segment in result.Buffer)
                {
                    await file.WriteAsync(segment, cancellationToken);
                }

                received.Bytes += result.Buffer.Length;
                content.AdvanceTo(result.Buffer.End);
                progress?.Report(received.Bytes);
                if (result.IsCompleted)
                {
                    return received;
                }
            }
        }
        catch
        {
            received.Dispose();
            throw;
        }
    }

    /// <summary>Puts it where it was to be kept, in place of what was there.</summary>
    public void Keep()
    {
        File.Move(Path, _destination!, overwrite: true);
        Path = _destination!;
        _kept = true;
    }

    public void Dispose()
    {
        if (!_kept)
        {
            File.Delete(Path);
        }
    }

    // Players recognize a file by its content; the ending is for people, and for those that do not.
    private static string Extension(string? type) => type switch
    {
        "audio/mpeg" => ".mp3",
        "audio/ogg" => ".ogg",
        "audio/mp4" => ".m4a",
        "audio/aac" => ".aac",
        "audio/flac" => ".flac",
        "audio/wav" => ".wav",
        _ => "",
    };
}
